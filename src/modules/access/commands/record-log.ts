import { recordNasHeard, type NasHeard } from '#modules/network/index.ts'
import type { Tx } from '#platform/tx.ts'
import {
  addCounts,
  putAttempts,
  insertMarks,
  makeAttemptDay,
  openByNas,
  type AttemptCount,
  type DropCount,
  type LoggedAttempt,
  type Mark,
} from '../store/log.ts'

/** What a process that answers RADIUS has gathered over some seconds. */
export type Gathered = {
  readonly attempts: readonly LoggedAttempt[]
  readonly counts: readonly AttemptCount[]
  readonly drops: readonly DropCount[]
  readonly marks: readonly Mark[]
  readonly heard: readonly NasHeard[]
}

/** Writes the log and what was heard of routers: a few statements, however much came in. */
export async function recordLog(tx: Tx, gathered: Gathered): Promise<void> {
  const days = new Set(gathered.attempts.map(({ at_ms }) => dayOf(at_ms)))
  for (const day of [...days].toSorted()) await makeAttemptDay(tx, Temporal.PlainDate.from(day))
  await insertMarks(tx, gathered.marks)
  await putAttempts(tx, gathered.attempts)
  await addCounts(tx, gathered.counts, gathered.drops)
  const open = await openByNas(
    tx,
    gathered.heard.map(({ nasId }) => nasId),
  )
  await recordNasHeard(
    tx,
    gathered.heard.map((heard) => ({ ...heard, sessions: open.get(heard.nasId) ?? 0 })),
  )
}

function dayOf(at_ms: number): string {
  const at = Temporal.Instant.fromEpochMilliseconds(at_ms)
  return at.toZonedDateTimeISO('UTC').toPlainDate().toString()
}
