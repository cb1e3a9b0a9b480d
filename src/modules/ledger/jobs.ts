import { z } from 'zod'
import { audit } from '#platform/audit.ts'
import { defineJob, type JobDoor, type Reconciler, work, type Worker } from '#platform/jobs.ts'
import { sealed } from './events.ts'
import { fingerprint } from './queries/fingerprint.ts'
import { lastSeal, settledUpTo } from './queries/seals.ts'
import { verifySeals } from './queries/verification.ts'
import { sealText } from './rules/seal.ts'
import { insertSeal, insertVerification, moveWatermark, rollUp, SEAL_MAC } from './store.ts'

const JOURNALS_PER_STEP = 20_000
const STEPS_MAX = 50

/** Sums by account and day, so that a balance of any day costs the same whatever the ledger's age. */
export const rollUpDays: Reconciler = {
  name: 'ledger.roll-up-days',
  sentence: 'The sums of the ledger by day hold every journal that can no longer gain a neighbour.',
  async close(door) {
    await door.unit((tx) => moveWatermark(tx))
    let done = 0n
    for (let step = 0; step < STEPS_MAX && !door.signal.aborted; step++) {
      const { from, to, settled } = await door.unit((tx) => rollUp(tx, JOURNALS_PER_STEP))
      done += to - from
      if (to === settled) return { done: Number(done), left: 0 }
    }
    return { done: Number(done), left: 1 }
  },
}

export const sealDayJob = defineJob('ledger.seal-day', z.object({}))
export const verifySealsJob = defineJob('ledger.verify-seals', z.object({}))

/**
 * Seals what was recorded since the last seal, once for each local day that has ended. Where the schedule slept for
 * days, one seal covers them all: it is over what was recorded, whatever day it is called after.
 */
export const sealDay: Worker = work(
  sealDayJob,
  async (door) => {
    const { last, yesterday } = await door.read(lastSeal)
    if (last && Temporal.PlainDate.compare(last.day, yesterday) >= 0) return
    await rollUpDays.close(door)
    const after = last?.to_journal ?? 0n
    const seal = await door.read(async (read) => {
      const settled = await settledUpTo(read)
      const upTo = settled > after ? settled : after
      const made = await fingerprint(read, { before: last?.hash ?? null, after, upTo })
      return {
        number: (last?.number ?? 0) + 1,
        day: yesterday,
        from_journal: after + 1n,
        to_journal: upTo,
        journal_count: BigInt(made.journals),
        hash: made.hash,
      }
    })
    if (seal.journal_count === 0n) return
    await door.unit(async (tx) => {
      const mac = tx.vault.blind(SEAL_MAC, sealText(seal))
      if (!(await insertSeal(tx, { ...seal, mac }))) return
      const told = {
        number: seal.number,
        day: seal.day.toString(),
        hash: seal.hash.toString('hex'),
      }
      // The trail is a chain of its own, with its end outside the database: a second place for the same hash.
      audit(tx, { after: told })
      tx.emit(sealed, told)
    })
  },
  { timeout_s: 1_800, attempts: 3 },
)

/** Millions of journals take minutes. */
export const verifySealsInBackground: Worker = work(
  verifySealsJob,
  async (door: JobDoor) => {
    const { startedAt, ...report } = await door.read(async (read) => ({
      startedAt: read.now,
      ...(await verifySeals(read)),
    }))
    await door.unit((tx) =>
      insertVerification(tx, {
        started_at: startedAt,
        journal_count: BigInt(report.journals),
        seal_count: BigInt(report.seals),
        finding_count: BigInt(report.findingsCount),
        findings: report.findings,
      }),
    )
  },
  { timeout_s: 3_600, attempts: 3 },
)
