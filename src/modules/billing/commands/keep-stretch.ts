import { newId } from '#kernel/id.ts'
import type { Tx } from '#platform/tx.ts'
import { insertStretch } from '../store/runs.ts'

/** A service changes its plan or its owner: what it was until now is kept, so that the time before is charged as it was. */
export function keepStretch(
  tx: Tx,
  was: { serviceId: string; subscriberId: string; planVersionId: string },
): Promise<void> {
  return insertStretch(tx, { id: newId(tx.now), ...was })
}
