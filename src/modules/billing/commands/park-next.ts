import type { Tx } from '#platform/tx.ts'
import { runMoved } from '../events.ts'
import { takeDueCycles } from '../queries/due-cycles.ts'
import { reasonOf } from '../rules/parking.ts'
import { insertParked } from '../store/runs.ts'
import type { RunFacts } from './bill-chunk.ts'

/** The payer whose invoice could not be written is set aside with the reason, so that the others are not kept waiting. */
export async function parkNext(tx: Tx, run: RunFacts, cause: unknown): Promise<void> {
  const [cycle] = await takeDueCycles(tx, { ...run, limit: 1 })
  if (!cycle) return
  const { payerId, kind, from } = cycle
  await insertParked(tx, run.runId, [{ payerId, kind, from, ...reasonOf(cause) }])
  tx.emit(runMoved, { runId: run.runId })
}
