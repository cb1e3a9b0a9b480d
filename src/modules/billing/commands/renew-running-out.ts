import { kes, moneyToWire } from '#kernel/money.ts'
import { servicesRunningOut } from '#modules/services/index.ts'
import type { Tx } from '#platform/tx.ts'
import { renewalFellShort } from '../events.ts'
import { shareOf, SWEEP_AHEAD, type SweepLane } from '../rules/renewal.ts'
import { holdSweep, setSwept } from '../store.ts'
import { renewFromWallets } from './renew-from-wallets.ts'

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/**
 * Sweeps the wallets of those whose paid time ends soon, or has ended since the last sweep however long ago that was: the
 * next batch of a lane. Money that comes later renews at once, so nobody is looked at twice. Answers how many it
 * looked at; nothing is left when they are fewer than asked for.
 */
export async function renewRunningOut(
  tx: Tx,
  { lane, limit }: { lane: SweepLane; limit: number },
): Promise<number> {
  const before = tx.now.add(SWEEP_AHEAD)
  const after = await holdSweep(tx, lane)
  const found = await servicesRunningOut(tx, { before, limit, after, share: shareOf(lane) })
  const subscriberIds = [...new Set(found.map((one) => one.subscriberId))]
  const looked = new Set(found.map((one) => one.serviceId))
  if (found.length > 0) {
    const { short } = await renewFromWallets(tx, { subscriberIds })
    for (const { service, missing } of short) {
      const { serviceId, subscriberId } = service
      if (!looked.has(serviceId)) continue
      const amount = moneyToWire(kes(missing))
      tx.emit(
        renewalFellShort,
        { serviceId, subscriberId, missing: amount },
        { order: subscriberId },
      )
    }
  }
  const last = found.length === limit ? found.at(-1) : undefined
  // Paid time that ends exactly at `before` comes next; a clock that went back undoes nothing.
  const swept = last?.paidUntil
    ? { paidUntil: last.paidUntil, serviceId: last.serviceId }
    : { paidUntil: before.subtract({ microseconds: 1 }), serviceId: LAST_ID }
  if (Temporal.Instant.compare(swept.paidUntil, after.paidUntil) >= 0)
    await setSwept(tx, lane, swept)
  return found.length
}
