import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { addPool as endpoint } from '../contract.ts'
import { poolChanged } from '../events.ts'
import { insertPool, insertRanges, lockPlans } from '../store/pools.ts'
import { planPool } from './plan-pool.ts'
import { refuseOverlap } from './refuse-overlap.ts'

/** Adds a pool. Its addresses get rows as they are needed, so a pool of any size is added at once. */
export async function addPool(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<string> {
  const poolId = newId(tx.now)
  await lockPlans(tx)
  const ranges = await planPool(tx, {
    ...input,
    poolId,
    texts: input.ranges,
    existing: [],
    field: 'ranges',
  })
  await insertPool(tx, {
    id: poolId,
    name: input.name,
    kind: input.kind,
    chosen_by: input.chosenBy,
    automatic: input.automatic,
    accesses: input.accesses,
    keep_h: input.keep_h,
    site_id: input.siteId,
    nas_id: input.nasId,
    dns: input.dns,
    notes: input.notes,
  })
  await insertRanges(tx, poolId, ranges)
  if (input.overlap === 'refuse') await refuseOverlap(tx, poolId)
  audit(tx, {
    objects: [{ table: 'network.pool', id: poolId }],
    ...(input.siteId !== null && { siteId: input.siteId }),
  })
  tx.emit(poolChanged, { poolId })
  return poolId
}
