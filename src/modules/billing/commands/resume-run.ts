import { audit } from '#platform/audit.ts'
import { wake } from '#platform/jobs.ts'
import type { Tx } from '#platform/tx.ts'
import { runMoved } from '../events.ts'
import { runIsDone } from '../refusals.ts'
import { BILLING_RUN } from '../rules/billing-run.ts'
import { lockRun, setRunState } from '../store/runs.ts'

/** A stopped run goes on where it was. */
export async function resumeRun(tx: Tx, { runId }: { runId: string }): Promise<void> {
  const run = await lockRun(tx, runId)
  if (run.state === 'done') throw runIsDone()
  await setRunState(tx, runId, 'running')
  audit(tx, { objects: [{ table: 'billing.run', id: runId }] })
  tx.emit(runMoved, { runId })
  wake(tx, BILLING_RUN)
}
