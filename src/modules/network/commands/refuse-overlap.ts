import type { Tx } from '#platform/tx.ts'
import { overlapsOf } from '../queries/pools.ts'
import { poolsOverlap } from '../refusals.ts'

/** After the ranges are written, because then one look at the tables sees them all. */
export async function refuseOverlap(tx: Tx, poolId: string): Promise<void> {
  const [first] = await overlapsOf(tx, [poolId])
  if (!first) return
  throw poolsOverlap({ name: first.name }, [
    { path: 'overlap', message: `Overlaps ${first.name}.` },
  ])
}
