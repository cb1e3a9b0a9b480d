import type { IpRange } from '#kernel/ip.ts'
import type { Tx } from '#platform/tx.ts'
import type { PoolRow } from '../contract.ts'
import { overlapsOf } from '../queries/pools.ts'
import { findPoolNamed } from '../queries/pool-parts.ts'
import { poolNameTaken, poolsOverlap, rangeUnfit } from '../refusals.ts'
import { planRanges, type PlannedRange } from '../rules/plan-ranges.ts'

/** The ranges that were typed, or a refusal at the line that is wrong. */
export function planPool(given: {
  kind: PoolRow['kind']
  texts: readonly string[]
  partLength: number | null
  existing: readonly IpRange[]
  field: 'ranges' | 'addRanges'
}): PlannedRange[] {
  const plan = planRanges(given)
  if (plan.kind === 'ranges') return plan.ranges
  throw rangeUnfit({ range: given.texts[plan.place] ?? '', why: plan.why }, [
    { path: `${given.field}.${plan.place}`, message: plan.why },
  ])
}

export async function refusePoolName(tx: Tx, wanted: { poolId: string; name: string }) {
  const other = await findPoolNamed(tx, wanted.name)
  if (!other || other === wanted.poolId) return
  throw poolNameTaken({ name: wanted.name }, [{ path: 'name', message: 'Choose another name.' }])
}

/** After the ranges are written, because then one look at the tables sees them all. */
export async function refuseOverlap(tx: Tx, poolId: string): Promise<void> {
  const [first] = await overlapsOf(tx, [poolId])
  if (!first) return
  throw poolsOverlap({ name: first.name }, [
    { path: 'overlap', message: `Overlaps ${first.name}.` },
  ])
}
