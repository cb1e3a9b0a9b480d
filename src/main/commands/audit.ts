import { readFile } from 'node:fs/promises'
import { keptAnchors, readAnchorLines } from '#platform/audit/sealer.ts'
import { verifyAudit } from '#platform/audit/verify.ts'
import { wallClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/db.ts'
import { Trouble } from '#platform/trouble.ts'
import { openVault } from '#platform/vault/open-vault.ts'
import { type Command, withDatabase } from '../command.ts'
import { refuseUnmigrated } from '../schema-state.ts'

export const command: Command = {
  usage: 'verify [--anchors FILE]',
  about: `Walks the whole audit trail and says which rows were changed, taken out, put in or cut off
(docs/operating/audit.md). The exit code is 1 when there is any.

  --anchors   a file with anchors that were kept elsewhere, one JSON line each, beside those in KASI_HOME`,
  options: { anchors: { type: 'string' } },
  words: { least: 1, most: 1 },
  run: ({ words: [verb], options: { anchors } }) => {
    if (verb !== 'verify')
      throw new Trouble(
        `kasi audit: there is no "audit ${verb}".`,
        `Write: kasi audit ${command.usage}`,
      )
    return verify(anchors === undefined ? undefined : String(anchors))
  },
}

function verify(anchorsFile: string | undefined): Promise<number> {
  return withDatabase(async ({ config, url }) => {
    await refuseUnmigrated(url)
    const outside = [...(await keptAnchors(config.home)), ...(await anchorsIn(anchorsFile))]
    const database = openDatabase({ url, name: 'kasi audit', statement_ms: 600_000 })
    try {
      const vault = await openVault(database.sql, { config, clock: wallClock })
      const report = await verifyAudit(database.sql, vault, outside)
      for (const { sentence } of report.findings) console.log(sentence)
      if (report.findingsCount > report.findings.length)
        console.log(`… and ${report.findingsCount - report.findings.length} more.`)
      const erased = report.erased > 0 ? `, ${report.erased} details erased` : ''
      console.log(
        `${report.rows} rows (${report.waiting} wait for their place${erased}), ${report.anchors} anchors inside and ${outside.length} outside: ${report.findingsCount === 0 ? 'the trail is whole.' : `${report.findingsCount} findings.`}`,
      )
      return report.findingsCount === 0 ? 0 : 1
    } finally {
      await database.close()
    }
  })
}

async function anchorsIn(file: string | undefined) {
  if (file === undefined) return []
  try {
    return readAnchorLines(await readFile(file, 'utf8'))
  } catch (cause) {
    throw new Trouble(
      `The anchors in ${file} cannot be read: ${cause instanceof Error ? cause.message.slice(0, 200) : 'unknown'}.`,
      'Give one JSON line for each anchor, with day, position and hash, as in the log and in audit-anchors.jsonl.',
      { cause },
    )
  }
}
