import { settleCouponUse } from '#modules/catalog/index.ts'
import { servicesHeld } from '#modules/services/index.ts'
import { lockSubscribers } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { heldCoupons } from '../queries/held-coupons.ts'
import { couponNotHeld, serviceNotFound } from '../refusals.ts'
import { couponKey } from '../rules/coupon-key.ts'
import { giveBackHeldCoupon } from '../store.ts'

/** Takes a coupon off a service that it has not lowered yet; it counts as not used. */
export async function giveBackCoupon(
  tx: Tx,
  input: { serviceId: string; heldCouponId: string },
): Promise<void> {
  const { serviceId, heldCouponId } = input
  const [service] = await servicesHeld(tx, { serviceIds: [serviceId] })
  if (!service) throw serviceNotFound()
  await lockSubscribers(tx, [service.subscriberId])
  const held = (await heldCoupons(tx, [serviceId])).get(serviceId) ?? []
  const isTheirs = held.some(({ id }) => id === heldCouponId)
  if (!isTheirs || !(await giveBackHeldCoupon(tx, heldCouponId))) throw couponNotHeld()
  await settleCouponUse(tx, { key: couponKey(heldCouponId), as: 'released' })
  audit(tx, { objects: [{ table: 'services.service', id: serviceId }] })
}
