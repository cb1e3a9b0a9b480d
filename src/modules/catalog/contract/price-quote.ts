import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { COMPONENT_KINDS } from './plan-terms.ts'
import { ruleEffect } from './price-rules.ts'
import { cents, date, price, share_bp, units, words } from './shapes.ts'
import { taxedShape, taxStatus, taxTotals } from './taxes.ts'

/** What a price depends on besides the plan and the moment. Other rooms know these; this room only asks. */
export const priceFacts = z.object({
  /** The service, the contract and the subscriber, as far as there are any: the first with an agreed price counts. */
  holderIds: z.array(id).max(10).default([]),
  /** Segments whose proof holds at the moment. */
  segmentIds: z.array(id).max(20).default([]),
  /** The period since the start of the plan: 0 is the first. */
  cycle: z.int().min(0).max(10_000).default(0),
  monthsServed: z.int().min(0).max(1200).default(0),
  activeLines: z.int().min(0).max(1_000_000).default(1),
  /** Data of the period, for bulk discounts by volume. */
  volume: units.default(0n),
  /** Came because somebody told them, told somebody who came, or both. */
  referral: z.enum(['none', 'referred', 'referrer', 'both']).default('none'),
  isNew: z.boolean().default(false),
  siteId: id.nullable().default(null),
  /** What the contract says of this line's price today; null: there is none, or it says nothing. */
  contract: z
    .object({
      /** The share of the price that counts in this month of the contract. */
      ramp_bp: share_bp,
      /** What the number of lines takes off. */
      bulk_bp: share_bp,
      lines: z.int().min(1),
    })
    .nullable()
    .default(null),
  taxStatus: taxStatus.default({ vat: 'standard', excise: 'standard' }),
  /** Optional prices by key: how many add-ons of one kind, how many devices in all. */
  chosen: z.record(z.string(), z.int().min(0).max(100_000)).default({}),
  /** Usage by key of its price: billed before in this period, and in all. */
  usage: z.record(z.string(), z.object({ billed: units, total: units })).default({}),
  coupons: z
    .array(
      z.object({
        code: z.string().max(30),
        /** Uses of this subscriber before, and whether this is a further period of a use. */
        usedBefore: z.int().min(0).default(0),
        cycle: z.int().min(0).default(0),
        /** Taken and counted already: its conditions were looked at then. */
        held: z.boolean().default(false),
      }),
    )
    .max(5)
    .default([]),
})
export type PriceFacts = z.output<typeof priceFacts>
export type PriceFactsInput = z.input<typeof priceFacts>

export const because = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('segment'), name: words }),
  z.object({ kind: z.literal('season'), from: date.nullable(), lastDay: date.nullable() }),
  z.object({ kind: z.literal('hours') }),
  z.object({ kind: z.literal('loyalty'), months: z.int() }),
  z.object({ kind: z.literal('referral'), side: z.enum(['referred', 'referrer']) }),
  z.object({ kind: z.literal('first-cycles'), cycles: z.int() }),
  z.object({ kind: z.literal('lines'), count: z.int() }),
  z.object({ kind: z.literal('volume'), bytes: units }),
])
export type Because = z.output<typeof because>

export const WHY_NOT = [
  'segment',
  'season',
  'hours',
  'loyalty',
  'referral',
  'first-cycles',
  'lines',
  'volume',
  'site',
  'new-subscribers',
  'used-up',
  'used-by-you',
  'over',
  'off',
  'unknown',
  'other-plan',
  'not-combined',
] as const
export type WhyNot = (typeof WHY_NOT)[number]

/** Before and after are sums of the prices, each in its own tax mode. */
const change = { before: cents, after: cents }
export const priceStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('list'), plan: z.string(), number: z.int(), after: cents }),
  z.object({ kind: z.literal('phase'), name: words, cycle: z.int(), cycles: z.int(), ...change }),
  z.object({
    kind: z.literal('agreed'),
    holder: z.enum(['contract', 'subscriber', 'service']),
    reason: z.string(),
    withRules: z.boolean(),
    ...change,
  }),
  z.object({
    kind: z.literal('contract'),
    what: z.enum(['ramp', 'bulk']),
    share_bp,
    lines: z.int(),
    ...change,
  }),
  z.object({
    kind: z.literal('rule'),
    ruleId: id,
    name: words,
    effect: ruleEffect,
    share_bp: share_bp.nullable(),
    because: z.array(because),
    ...change,
  }),
  z.object({
    kind: z.literal('coupon'),
    couponId: id,
    code: z.string(),
    share_bp: share_bp.nullable(),
    amount: price.nullable(),
    ...change,
  }),
  z.object({ kind: z.literal('bounded'), share_bp, ...change }),
  z.object({ kind: z.literal('skipped'), name: words, why: z.enum(WHY_NOT) }),
  z.object({
    kind: z.literal('tax'),
    taxId: z.string(),
    name: words,
    rate_bp: z.int(),
    within: z.boolean(),
    base: cents,
    amount: cents,
  }),
  z.object({
    kind: z.literal('untaxed'),
    name: words,
    treatment: z.enum(['zero', 'exempt', 'outside']),
  }),
])
export type PriceStep = z.output<typeof priceStep>

export const pricedLine = z.object({
  key: z.string(),
  kind: z.enum(COMPONENT_KINDS),
  name: words,
  quantity: units,
  taxClassId: z.string(),
  /** As the plan lists it, in the price's own tax mode. */
  list: cents,
  /** After everything, in the same mode; what is taxed. */
  price: cents,
  /** What took it from one to the other: phase and agreed price may raise it. */
  changes: z.array(
    z.object({
      by: z.enum(['phase', 'agreed', 'contract', 'rule', 'coupon', 'bounded']),
      id: z.string().nullable(),
      cents,
    }),
  ),
  taxed: taxedShape,
})
export type PricedLine = z.output<typeof pricedLine>

/** A price and why it is that. Whoever sells keeps it whole: it is never worked out again from a later catalog. */
export const priceQuote = z.object({
  planVersionId: id,
  /** The local day whose tax rates count. */
  taxDay: date,
  lines: z.array(pricedLine),
  totals: taxTotals,
  /** The least that a period costs, before tax, where the plan has a minimum. */
  minimum: cents.nullable(),
  steps: z.array(priceStep),
  ruleIds: z.array(id),
  /** To be counted as used when this is really sold; see `useCoupon`. */
  couponIds: z.array(id),
})
export type PriceQuote = z.output<typeof priceQuote>
