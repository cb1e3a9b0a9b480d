import { kes, moneyToWire } from '#kernel/money.ts'
import type { Tx } from '#platform/tx.ts'
import { runFinished } from '../events.ts'
import { isAnybodyDue } from '../queries/due-cycles.ts'
import { runSums } from '../queries/runs.ts'
import { lockRun, setRunState } from '../store/runs.ts'

/**
 * Nobody is left: the run is done, with how many it parked. False while somebody is: another process, that may have died since, held them
 * when they were looked for.
 */
export async function endRun(tx: Tx, { runId }: { runId: string }): Promise<boolean> {
  const run = await lockRun(tx, runId)
  if (run.state !== 'running') return true
  if (run.mode === 'live' && (await isAnybodyDue(tx, { runId, cutoff: run.cutoff_at })))
    return false
  await setRunState(tx, runId, 'done')
  const { gross, parked } = await runSums(tx, runId)
  tx.emit(runFinished, {
    ...{ runId, mode: run.mode === 'dry' ? 'dry' : 'live', invoiced: run.invoiced, parked },
    amount: moneyToWire(kes(gross)),
  })
  return true
}
