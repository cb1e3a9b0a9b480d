import type { Coupon } from './coupons.ts'
import { planTerms, type Component } from './plan-terms.ts'
import type { PlanVersion } from './plan-version.ts'
import { resolvePrice, type PriceBook } from './price.ts'
import { priceFacts, type PriceFactsInput } from './price-quote.ts'
import { type PriceRule } from './price-rules.ts'

/** Versions, rules, coupons and books of them, as the tests of prices need them: all usual but for what is given. */
export const ID = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

export const STUDENT = ID(900)

const by = { version: 1, changedAt: '', changedBy: { kind: 'system', id: 'test' } } as const

export const kes = (cents: number | bigint) => ({ cents: BigInt(cents), currency: 'KES' as const })

export const words = (en: string) => ({ en, sw: '' })

const AT = Temporal.Instant.from('2026-11-20T18:00:00+03:00')

export function component(key: string, cents: number, given: Partial<Component> = {}): Component {
  return {
    ...{ key, kind: 'recurring', name: words(key), taxClassId: 'internet', taxMode: 'exclusive' },
    charge: { model: 'flat', price: { amount: kes(cents), per: 1n } },
    ...{ meter: null, during: null, included: 0, optional: false, ...given },
  }
}

export function version(
  components: Component[],
  phases: PlanVersion['terms']['phases'] = [],
): PlanVersion {
  return {
    ...{ id: ID(1), planId: ID(2), planCode: 'HOME-20', planName: 'Home 20', number: 3 },
    ...{ serviceTypeId: 'fibre', state: 'published', sellFrom: null, sellUntil: null, notes: '' },
    profiles: { speed: null, fairUse: null, quota: null, accessHours: null },
    ...{ madeAt: '', madeBy: { kind: 'system', id: 'test' } },
    terms: {
      ...planTerms.parse({
        ...{ payment: 'prepaid', graceHours: 0, renewal: 'automatic', proration: 'day' },
        validity: { unit: 'month', count: 1, mode: 'elapsed', anchor: null },
        ...{ components: [], phases: [], devices: { registered: null, simultaneous: 1 } },
        profiles: { speed: null, fairUse: null, quota: null, accessHours: null },
        priceRise: { kind: 'grandfather' },
      }),
      ...{ components, phases },
    },
  }
}

let rules = 0

export function rule(effect: PriceRule['effect'], given: Partial<PriceRule> = {}): PriceRule {
  const number = ++rules
  return {
    ...{ id: ID(100 + number), name: words(`Rule ${number}`), priority: number, exclusive: false },
    scope: { planIds: null, serviceTypeIds: null, siteIds: null, kinds: ['recurring'] },
    when: {
      ...{ segmentId: null, from: null, lastDay: null, hours: null, monthsServed: null },
      ...{ referral: null, firstCycles: null },
    },
    ...{ effect, state: 'on', ...by, ...given },
  }
}

export const when = (given: Partial<PriceRule['when']>): Partial<PriceRule> => ({
  when: { ...rule({ kind: 'percent-off', share_bp: 1 }).when, ...given },
})

export const off = (share_bp: number, given: Partial<PriceRule> = {}) =>
  rule({ kind: 'percent-off', share_bp }, given)

export function coupon(
  code: string,
  effect: Coupon['effect'],
  given: Partial<Coupon> = {},
): Coupon {
  return {
    ...{ id: ID(900_000 + code.length), code, name: words(code), effect, segmentId: null },
    scope: { planIds: null, serviceTypeIds: null, siteIds: null, kinds: ['recurring', 'one-off'] },
    ...{ newSubscribersOnly: false, from: null, lastDay: null, usesMax: null },
    ...{ usesPerSubscriberMax: null, cycles: 1, stacks: true, exclusive: false, uses: 0 },
    ...{ state: 'on', ...by, ...given },
  }
}

export function aBook(given: Partial<PriceBook> = {}): PriceBook {
  return {
    zone: 'Africa/Nairobi',
    seller: { vatRegistered: true },
    taxes: {
      taxes: [
        {
          ...{ id: 'excise', name: words('Excise'), kind: 'excise', level: 1 },
          rates: [{ from: '2023-07-01', rate_bp: 1500, note: '' }],
        },
        {
          ...{ id: 'vat', name: words('VAT'), kind: 'vat', level: 2 },
          rates: [{ from: '2021-01-01', rate_bp: 1600, note: '' }],
        },
      ],
      classes: [
        { id: 'internet', name: words('Internet'), taxes: ['excise', 'vat'], vat: 'standard' },
        { id: 'goods', name: words('Goods'), taxes: ['vat'], vat: 'standard' },
      ],
    },
    segmentNames: new Map([[STUDENT, { en: 'Students', sw: 'Wanafunzi' }]]),
    ...{ rules: [], agreed: [], coupons: [], discountMax_bp: 10_000, ...given },
  }
}

export const ask = (
  of: PlanVersion,
  given: Partial<PriceBook> = {},
  facts: PriceFactsInput = {},
  at = AT,
) => resolvePrice(of, aBook(given), priceFacts.parse(facts), at)

export const priceOf = (...asked: Parameters<typeof ask>) =>
  Number(ask(...asked).lines.reduce((sum, line) => sum + line.price, 0n))

export const coupons = (...codes: string[]) => ({ coupons: codes.map((code) => ({ code })) })

export const home = version([component('monthly', 250_000)])
