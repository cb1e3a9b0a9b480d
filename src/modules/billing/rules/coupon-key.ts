/** By which the catalog knows the use of a coupon. */
export function couponKey(heldCouponId: string): string {
  return `billing.coupon:${heldCouponId}`
}
