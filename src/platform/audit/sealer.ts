import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { linkWaiting, type Anchor } from '#platform/audit/chain.ts'
import type { OutsideAnchor } from '#platform/audit/verify.ts'
import type { Clock } from '#platform/clock.ts'
import type { DB } from '#platform/database.ts'
import type { Log } from '#platform/log.ts'
import type { OpenVault } from '#platform/vault/open-vault.ts'

const EVERY_MS = 1_000

type SealerOptions = {
  readonly sql: Kysely<DB>
  readonly vault: OpenVault
  readonly clock: Clock
  readonly log: Log
  /** KASI_HOME: anchors are kept there too, where the database cannot change them. */
  readonly home: string
}

/**
 * Links audit rows every second, in whichever process gets there first. The day's anchor goes into the log, which is shipped
 * elsewhere, and into the home. Returns how to stop: it ends after a last run.
 */
export function startAuditSealer(options: SealerOptions): () => Promise<void> {
  let stopping = false
  let wake = () => {}
  const run = async () => {
    for (let last = false; !last;) {
      last = stopping
      await linkAll(options).catch((error: unknown) =>
        options.log.error(
          { room: 'platform', err: error },
          'audit rows could not be linked; trying again',
        ),
      )
      if (!last && !stopping) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, EVERY_MS)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
    }
  }
  const running = run()
  return async () => {
    stopping = true
    wake()
    await running
  }
}

async function linkAll({ sql, vault, clock, log, home }: SealerOptions) {
  for (;;) {
    const { linked, anchor } = await linkWaiting(sql, vault, clock.now())
    if (anchor) {
      log.info({ room: 'platform', ...anchorFacts(anchor) }, 'audit anchor')
      await keepAnchor(home, anchor)
    }
    if (linked === 0) return
  }
}

const ANCHORS_FILE = 'audit-anchors.jsonl'

async function keepAnchor(home: string, anchor: Anchor) {
  await mkdir(home, { recursive: true })
  // On a line of its own, also behind one that a power cut left half.
  await appendFile(join(home, ANCHORS_FILE), `\n${JSON.stringify(anchorFacts(anchor))}\n`)
}

/**
 * The anchors that the home kept; none where the file is not there, as on a machine that never linked. A line that a power
 * cut left half is none: it must not keep the trail from being walked.
 */
export async function keptAnchors(home: string): Promise<OutsideAnchor[]> {
  const text = await readFile(join(home, ANCHORS_FILE), 'utf8').catch(() => '')
  return readAnchorLines(text.split('\n').filter(isWhole).join('\n'))
}

function isWhole(line: string): boolean {
  return line.startsWith('{') && line.endsWith('}')
}

/** Anchors as they are kept and logged: one JSON line each, other fields ignored. */
export function readAnchorLines(text: string): OutsideAnchor[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => keptAnchor.parse(JSON.parse(line)))
}

const keptAnchor = z.object({
  day: z.string(),
  position: z.string().transform(BigInt),
  hash: z.hex(),
})

function anchorFacts({ day, position, hash }: Anchor) {
  return { day: day.toString(), position: String(position), hash: hash.toString('hex') }
}
