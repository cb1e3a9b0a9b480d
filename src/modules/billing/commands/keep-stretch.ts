import { newId } from '#kernel/id.ts'
import type { Tx } from '#platform/tx.ts'
import { insertStretch } from '../store/runs.ts'
import { keepCycle } from './keep-cycle.ts'

/** A service changes its plan or its owner: what it was until now is kept, so that the time before is charged as it was. */
export async function keepStretch(
  tx: Tx,
  was: { serviceId: string; subscriberId: string; planVersionId: string },
): Promise<void> {
  await keepCycle(tx, was)
  await insertStretch(tx, { id: newId(tx.now), ...was })
}
