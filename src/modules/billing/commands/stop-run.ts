import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { runMoved } from '../events.ts'
import { runIsDone } from '../refusals.ts'
import { lockRun, setRunState } from '../store/runs.ts'

/** Stops a run after the unit that it is in. What is invoiced stays so; the rest waits until it is resumed. */
export async function stopRun(tx: Tx, { runId }: { runId: string }): Promise<void> {
  const run = await lockRun(tx, runId)
  if (run.state === 'done') throw runIsDone()
  await setRunState(tx, runId, 'stopped')
  audit(tx, { objects: [{ table: 'billing.run', id: runId }] })
  tx.emit(runMoved, { runId })
}
