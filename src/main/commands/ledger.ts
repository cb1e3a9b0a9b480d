import { system } from '#kernel/actor.ts'
import { verifySeals } from '#modules/ledger/index.ts'
import { wallClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/db.ts'
import { Trouble } from '#platform/trouble.ts'
import { createUnits } from '#platform/units.ts'
import { openVault } from '#platform/vault/open-vault.ts'
import { type Command, withDatabase } from '../command.ts'
import { refuseUnmigrated } from '../schema-state.ts'

export const command: Command = {
  usage: 'verify',
  about: `Computes every daily seal of the ledger again from its journals, and every journal's own hash from its postings, and
says what was changed, taken out or put in. The exit code is 1 when there is any.`,
  words: { least: 1, most: 1 },
  run: ({ words: [verb] }) => {
    if (verb !== 'verify')
      throw new Trouble(
        `kasi ledger: there is no "ledger ${verb}".`,
        `Write: kasi ledger ${command.usage}`,
      )
    return verify()
  },
}

function verify(): Promise<number> {
  return withDatabase(async ({ config, url }) => {
    await refuseUnmigrated(url)
    const database = openDatabase({ url, name: 'kasi ledger', statement_ms: 600_000 })
    try {
      const vault = await openVault(database.sql, { config, clock: wallClock })
      const units = createUnits({ database, clock: wallClock, vault, manifests: [] })
      const origin = { actor: system('console'), name: 'ledger.verify-seals' }
      const report = await units.read(origin, verifySeals)
      for (const sentence of report.findings) console.log(sentence)
      if (report.findingsCount > report.findings.length)
        console.log(`… and ${report.findingsCount - report.findings.length} more.`)
      console.log(
        `${report.journals} journals, ${report.seals} seals: ${report.findingsCount === 0 ? 'the ledger is as it was booked.' : `${report.findingsCount} findings.`}`,
      )
      return report.findingsCount === 0 ? 0 : 1
    } finally {
      await database.close()
    }
  })
}
