import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { switchCoupon as endpoint } from '../contract.ts'
import { pricesChanged } from '../events.ts'
import { couponNotFound, refuseStale } from '../refusals.ts'
import { lockCoupon, updateCoupon } from '../store.ts'

/** Switches a coupon on or off. */
export async function switchCoupon(
  tx: Tx,
  { couponId, version, state }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const coupon = await lockCoupon(tx, couponId)
  if (!coupon) throw couponNotFound()
  refuseStale(coupon, version)
  await updateCoupon(tx, couponId, { state })
  audit(tx, { objects: [{ table: 'catalog.coupon', id: couponId }] })
  tx.emit(pricesChanged, { what: 'coupon', id: couponId })
}
