import { settleCouponUse } from '#modules/catalog/index.ts'
import type { Tx } from '#platform/tx.ts'
import { couponKey } from '../rules/coupon-key.ts'
import { countHeldCoupons } from '../store.ts'

/** Coupons that lowered a price which was charged: each was used for one period more. The first makes its use final. */
export async function countCoupons(
  tx: Tx,
  used: readonly { serviceId: string; couponId: string }[],
): Promise<void> {
  for (const heldCouponId of await countHeldCoupons(tx, used))
    await settleCouponUse(tx, { key: couponKey(heldCouponId), as: 'final' })
}
