import { newId } from '#kernel/id.ts'
import { regionNow } from '#modules/organization/index.ts'
import { audit } from '#platform/audit.ts'
import { wake } from '#platform/jobs.ts'
import type { Tx } from '#platform/tx.ts'
import type { RunMode } from '../contract.ts'
import { runMoved } from '../events.ts'
import { countDue } from '../queries/due-cycles.ts'
import { findRun } from '../queries/runs.ts'
import { cutoffAhead, runStands } from '../refusals.ts'
import { BILLING_RUN } from '../rules/billing-run.ts'
import { insertRun } from '../store/runs.ts'
import { beginCycles } from './begin-cycles.ts'

/**
 * Begins a bill run with its cut-off frozen: cycles that are over by then are invoiced, by a job, some hundreds in a unit. One run of a kind
 * stands at a time. The sender's id makes a repetition the same run.
 */
export async function beginRun(
  tx: Tx,
  input: { id?: string; mode: RunMode; cutoffOn?: string | undefined },
): Promise<string> {
  const { mode, id = newId(tx.now) } = input
  if (await findRun(tx, id)) return id
  const { timeZone } = await regionNow(tx)
  const today = tx.now.toZonedDateTimeISO(timeZone).toPlainDate()
  const day = input.cutoffOn === undefined ? today : Temporal.PlainDate.from(input.cutoffOn)
  const cutoff = day.toZonedDateTime(timeZone).toInstant()
  if (mode === 'live' && Temporal.Instant.compare(cutoff, tx.now) > 0)
    throw cutoffAhead({}, [{ path: 'cutoffOn', message: 'Today or earlier.' }])
  await beginCycles(tx)
  const due = await countDue(tx, cutoff)
  if (!(await insertRun(tx, { id, mode, cutoff, due }))) throw runStands()
  audit(tx, { objects: [{ table: 'billing.run', id }] })
  tx.emit(runMoved, { runId: id })
  wake(tx, BILLING_RUN)
  return id
}
