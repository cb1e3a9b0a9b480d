import { addCoupon } from '#modules/catalog/contract.ts'
import { aComponent, type anAddon, type aPlan, someTerms } from '#modules/catalog/testing.ts'
import type { aCountedService } from '#modules/usage/testing.ts'
import type { Terms, Thing } from './oracle/terms.ts'

/** What the town sells, in the words of the engine's catalog. */
export function planOf(terms: Terms): Parameters<typeof aPlan>[1] {
  const { unit, count, ends: mode, anchor, graceHours, proration, halfPriceFirst } = terms
  return {
    terms: someTerms({
      payment: paymentOf(terms),
      ...{ graceHours, proration },
      validity: { unit, count, mode, anchor },
      components: [
        terms.perGigabyte > 0n
          ? byTheGigabyte(terms.perGigabyte)
          : aComponent({ cents: Number(terms.cents), taxMode: terms.mode }),
      ],
      phases:
        halfPriceFirst === 0
          ? []
          : [
              {
                ...{ name: { en: 'Welcome', sw: '' }, cycles: halfPriceFirst },
                effect: { kind: 'percent-off', share_bp: 5000 },
              },
            ],
    }),
  }
}

const paymentOf = (terms: Terms) =>
  terms.perGigabyte > 0n
    ? 'payg'
    : terms.trial
      ? 'trial'
      : terms.afterwards
        ? 'postpaid'
        : 'prepaid'

function byTheGigabyte(cents: bigint) {
  const amount = { cents: String(cents), currency: 'KES' } as const
  return aComponent({
    ...{ key: 'data', kind: 'usage', meter: 'data', name: { en: 'Data', sw: 'Data' } },
    charge: { model: 'flat', price: { amount, per: '1000000000' } },
  })
}

/** So much data in a month, and nothing beyond. */
export const quotaOf = (bytes: bigint): Parameters<typeof aCountedService>[1] => ({
  quota: {
    allowances: [{ meter: 'data', amount: String(bytes), period: 'month', during: null }],
  },
})

export const aCoupon = (code: string) =>
  addCoupon.input.parse({
    ...{ code, name: { en: code, sw: '' }, scope: ANYTHING, usesMax: 100, cycles: 1 },
    ...{ usesPerSubscriberMax: null, newSubscribersOnly: false, segmentId: null },
    ...{ from: null, lastDay: null, stacks: false, exclusive: false },
    effect: { kind: 'percent-off', share_bp: 1_000 },
  })
const ANYTHING = { planIds: null, serviceTypeIds: null, siteIds: null, kinds: ['recurring'] }

/** Something beside plans, in the words of the engine's catalog. */
export const productOf = ({ key, cents, mode, once }: Thing): Parameters<typeof anAddon>[1] => ({
  ...{ name: { en: key, sw: key }, price: { cents: String(cents), currency: 'KES' } },
  ...{ taxMode: mode, charged: once ? 'once' : 'each-period', gives: { kind: 'vpn' } },
})
