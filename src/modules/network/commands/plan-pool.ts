import type { IpRange } from '#kernel/ip.ts'
import type { Tx } from '#platform/tx.ts'
import type { PoolRow } from '../contract.ts'
import { findPoolNamed } from '../queries/pool-parts.ts'
import { poolNameTaken, rangeUnfit } from '../refusals.ts'
import { planRanges, type PlannedRange } from '../rules/plan-ranges.ts'

/** The ranges that were typed, under a name that no other pool has; or a refusal at the field that is wrong. */
export async function planPool(
  tx: Tx,
  given: {
    poolId: string
    name: string
    kind: PoolRow['kind']
    texts: readonly string[]
    partLength: number | null
    existing: readonly IpRange[]
    field: 'ranges' | 'addRanges'
  },
): Promise<PlannedRange[]> {
  const other = await findPoolNamed(tx, given.name)
  if (other !== undefined && other !== given.poolId) {
    throw poolNameTaken({ name: given.name }, [{ path: 'name', message: 'Choose another name.' }])
  }
  const plan = planRanges(given)
  if (plan.kind === 'ranges') return plan.ranges
  throw rangeUnfit({ range: given.texts[plan.place] ?? '', why: plan.why }, [
    { path: `${given.field}.${plan.place}`, message: plan.why },
  ])
}
