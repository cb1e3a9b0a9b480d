import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeCoupon as endpoint } from '../contract.ts'
import { pricesChanged } from '../events.ts'
import { couponLimit, couponNotFound, refuseStale } from '../refusals.ts'
import { lockCoupon, updateCoupon } from '../store.ts'
import { checkScope } from './check-scope.ts'

/** Changes a coupon but for its code. Its limit cannot go below what was used. */
export async function changeCoupon(
  tx: Tx,
  { couponId, version, ...coupon }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const found = await lockCoupon(tx, couponId)
  if (!found) throw couponNotFound()
  refuseStale(found, version)
  await checkScope(tx, coupon.scope, coupon.segmentId)
  if (coupon.usesMax !== null && coupon.usesMax < found.uses) {
    throw couponLimit({ uses: found.uses }, [
      { path: 'usesMax', message: `At least ${found.uses}.` },
    ])
  }
  await updateCoupon(tx, couponId, { ...coupon, code: found.code })
  audit(tx, { objects: [{ table: 'catalog.coupon', id: couponId }] })
  tx.emit(pricesChanged, { what: 'coupon', id: couponId })
}
