import type { Tx } from '#platform/tx.ts'
import { couponInput } from '../contract.ts'
import { couponIsOff, couponKeyTaken, couponNotFound, couponUsedUp } from '../refusals.ts'
import { couponUseByKey, countUse, insertUse, lockCoupon, usesOf } from '../store.ts'

/**
 * Counts one use of a coupon, once for each key, however often it is asked: the key names what it is used for. It is
 * reserved until `settleCouponUse` says whether the sale came about. Refused when the limit is reached, by a guard that
 * holds however many ask at once.
 */
export async function useCoupon(
  tx: Tx,
  use: { couponId: string; subscriberId: string; key: string },
): Promise<void> {
  const coupon = await lockCoupon(tx, use.couponId)
  if (!coupon) throw couponNotFound()
  const there = await couponUseByKey(tx, use.key)
  if (there) {
    const isSame = there.coupon_id === use.couponId && there.subscriber_id === use.subscriberId
    if (!isSame || there.state === 'released') throw couponKeyTaken()
    return
  }
  if (coupon.state === 'off') throw couponIsOff({ code: coupon.code })
  const { usesPerSubscriberMax } = couponInput.parse(coupon.content)
  const mine = await usesOf(tx, use.couponId, use.subscriberId)
  const isMineUsedUp = usesPerSubscriberMax !== null && mine >= usesPerSubscriberMax
  if (isMineUsedUp || !(await countUse(tx, use.couponId))) {
    throw couponUsedUp({ code: coupon.code })
  }
  await insertUse(tx, use)
}
