import { audit } from '#platform/audit.ts'
import { wake } from '#platform/jobs.ts'
import type { Tx } from '#platform/tx.ts'
import { runMoved } from '../events.ts'
import { dryRunNotRetried, nobodyParked, runStands } from '../refusals.ts'
import { anotherRunStands } from '../queries/runs.ts'
import { BILLING_RUN } from '../rules/billing-run.ts'
import { deleteParked, lockRun, setRunState } from '../store/runs.ts'

/** Takes up again those whom a run parked, after what was wrong is mended; a run that was done runs again for them. */
export async function retryParked(
  tx: Tx,
  input: { runId: string; payerIds?: readonly string[] | undefined },
): Promise<void> {
  const { runId } = input
  const run = await lockRun(tx, runId)
  if (run.mode === 'dry') throw dryRunNotRetried()
  if (run.state === 'done' && (await anotherRunStands(tx, runId, run.mode))) throw runStands()
  if ((await deleteParked(tx, runId, input.payerIds)) === 0) throw nobodyParked()
  await setRunState(tx, runId, 'running')
  audit(tx, { objects: [{ table: 'billing.run', id: runId }] })
  tx.emit(runMoved, { runId })
  wake(tx, BILLING_RUN)
}
