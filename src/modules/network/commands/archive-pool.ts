import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { poolChanged } from '../events.ts'
import { poolIsArchived, poolIsHeld, refuseStale } from '../refusals.ts'
import { countHeld, lockPlans, lockPool, updatePool } from '../store/pools.ts'

/** Takes a pool out of use, once nobody holds an address of it. */
export async function archivePool(
  tx: Tx,
  input: { poolId: string; version: number },
): Promise<void> {
  const { poolId } = input
  await lockPlans(tx)
  const now = await lockPool(tx, poolId)
  refuseStale(now, input.version)
  if (now.archived_at) throw poolIsArchived()
  const count = await countHeld(tx, poolId)
  if (count > 0) throw poolIsHeld({ count })
  await updatePool(tx, poolId, { archived_at: tx.now })
  audit(tx, { objects: [{ table: 'network.pool', id: poolId }] })
  tx.emit(poolChanged, { poolId })
}
