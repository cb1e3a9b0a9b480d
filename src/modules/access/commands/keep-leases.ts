import { allocateLeases, releaseLeases } from '#modules/network/index.ts'
import type { Tx } from '#platform/tx.ts'
import { leasesToGiveBack, leasesToRenew } from '../queries/leases.ts'

const AT_ONCE = 2_000

/**
 * Lets addresses stay with sessions that last, and takes those back that are not kept for who has left. Answers how many; some are left
 * for the next time when there were as many as one time takes.
 */
export async function keepLeases(tx: Tx): Promise<{ done: number; isAll: boolean }> {
  const renewed = await leasesToRenew(tx, AT_ONCE)
  if (renewed.length > 0)
    await allocateLeases(
      tx,
      renewed.map((lease) => ({ ...lease, until: tx.now.add({ hours: lease.keep_h }) })),
    )
  const over = await leasesToGiveBack(tx, AT_ONCE)
  await releaseLeases(tx, over)
  return {
    done: renewed.length + over.length,
    isAll: Math.max(renewed.length, over.length) < AT_ONCE,
  }
}
