import { newId } from '#kernel/id.ts'
import { resolvePrice, WHY } from '#modules/catalog/contract.ts'
import { planVersionNow, priceBook, useCoupon, usesOf } from '#modules/catalog/index.ts'
import { servicesHeld } from '#modules/services/index.ts'
import { lockSubscribers, noteMoments } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { heldCoupons } from '../queries/held-coupons.ts'
import { lastPeriods } from '../queries/last-periods.ts'
import { pricingOf } from '../queries/pricing.ts'
import { couponIsHeld, couponRefused, serviceIsEnded, serviceNotFound } from '../refusals.ts'
import { couponKey } from '../rules/coupon-key.ts'
import { insertHeldCoupon } from '../store.ts'

/**
 * A service uses a coupon from its next period on. It is looked at as the price will be: one that would lower nothing is refused with
 * the reason, and its use is not counted. One that is taken counts against its limits at once, however many ask.
 */
export async function takeCoupon(
  tx: Tx,
  input: { serviceId: string; code: string },
): Promise<void> {
  const { serviceId } = input
  const code = input.code.trim().toUpperCase()
  const [found] = await servicesHeld(tx, { serviceIds: [serviceId] })
  if (!found) throw serviceNotFound()
  if (found.status === 'ended') throw serviceIsEnded()
  const { subscriberId } = found
  await lockSubscribers(tx, [subscriberId])
  const held = (await heldCoupons(tx, [serviceId])).get(serviceId) ?? []
  if (held.some((one) => one.code === code)) throw couponIsHeld({ code })

  const book = await priceBook(tx, { coupons: [code, ...held.map((one) => one.code)] })
  const coupon = book.coupons.find((one) => one.code === code)
  if (!coupon) throw couponRefused({ code, why: WHY.en.unknown })
  const usedBefore = await usesOf(tx, coupon.id, subscriberId)
  const version = await planVersionNow(tx, found.planVersionId)
  const cycle = (await lastPeriods(tx, [serviceId])).get(serviceId)?.count ?? 0
  const facts = (await pricingOf(tx, [found])).facts(found, { cycle })
  const asking = { code, usedBefore, cycle: 0, held: false }
  const asked = { ...facts, coupons: [...facts.coupons, asking] }
  const quote = resolvePrice(version, book, asked, tx.now)
  if (!quote.couponIds.includes(coupon.id)) {
    const step = quote.steps.find(
      (one) => one.kind === 'skipped' && one.name.en.toUpperCase() === code,
    )
    throw couponRefused({ code, why: WHY.en[step?.kind === 'skipped' ? step.why : 'not-combined'] })
  }
  const id = newId(tx.now)
  await useCoupon(tx, { couponId: coupon.id, subscriberId, key: couponKey(id) })
  await insertHeldCoupon(tx, {
    ...{ id, couponId: coupon.id, code, subscriberId, serviceId, usedBefore },
    cycles: coupon.cycles,
  })
  audit(tx, { objects: [{ table: 'services.service', id: serviceId }] })
  await noteMoments(tx, [
    {
      ...{ subscriberId, what: 'billing.coupon-taken' },
      facts: { serviceId, number: found.number, code },
    },
  ])
}
