import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { parseRange } from '#kernel/ip.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changePool as endpoint } from '../contract.ts'
import { poolChanged } from '../events.ts'
import { rangesOf } from '../queries/pools.ts'
import { poolIsArchived, refuseStale } from '../refusals.ts'
import { oneOf } from '../rules/one-of.ts'
import { insertRanges, lockPlans, lockPool, updatePool } from '../store/pools.ts'
import { planPool } from './plan-pool.ts'
import { refuseOverlap } from './refuse-overlap.ts'

/** Changes a pool and adds ranges to it. What it gives out stays what it was, because somebody may hold it. */
export async function changePool(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { poolId } = input
  await lockPlans(tx)
  const now = await lockPool(tx, poolId)
  refuseStale(now, input.version)
  if (now.archived_at) throw poolIsArchived()
  const existing = await rangesOf(tx, [poolId])
  const ranges = await planPool(tx, {
    poolId,
    name: input.name,
    kind: oneOf(['ipv4', 'ipv6-framed', 'ipv6-delegated'], now.kind),
    texts: input.addRanges,
    partLength: existing[0]?.part_length ?? null,
    existing: existing.flatMap((range) => parseRange(`${range.first}-${range.last}`) ?? []),
    field: 'addRanges',
  })
  await updatePool(tx, poolId, {
    name: input.name,
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
  if (input.overlap === 'refuse' && ranges.length > 0) await refuseOverlap(tx, poolId)
  audit(tx, { objects: [{ table: 'network.pool', id: poolId }] })
  tx.emit(poolChanged, { poolId })
}
