import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { listEndpoint } from '#kernel/list.ts'
import { text } from '#kernel/text.ts'
import { COMPONENT_KINDS } from './plan-terms.ts'
import {
  author,
  date,
  instant,
  price,
  priceAboveZero,
  share_bp,
  unitsAboveZero,
  version,
  words,
} from './shapes.ts'
import { timeWindows, windowsMeet } from './windows.ts'

/** Which prices a rule or a coupon reaches. Null: any. */
export const priceScope = z.object({
  planIds: z.array(id).min(1).max(200).nullable(),
  serviceTypeIds: z.array(z.string()).min(1).max(50).nullable(),
  siteIds: z.array(id).min(1).max(200).nullable(),
  kinds: z.array(z.enum(COMPONENT_KINDS)).min(1).max(COMPONENT_KINDS.length),
})
export type PriceScope = z.output<typeof priceScope>

/** When a rule applies; each that is not null must hold. */
export const ruleConditions = z
  .object({
    segmentId: id.nullable(),
    from: date.nullable(),
    /** The last day on which it applies. */
    lastDay: date.nullable(),
    /** Bought or renewed at these hours. */
    hours: timeWindows.nullable(),
    /** Loyalty: full months of service. */
    monthsServed: z.int().min(1).max(600).nullable(),
    referral: z.enum(['referred', 'referrer']).nullable(),
    /** In the first so many periods only. */
    firstCycles: z.int().min(1).max(60).nullable(),
  })
  .refine(({ from, lastDay }) => !from || !lastDay || from <= lastDay, {
    path: ['lastDay'],
    message: 'The last day is not before the first.',
  })
export type RuleConditions = z.output<typeof ruleConditions>

export const bulkTier = z.object({ from: unitsAboveZero, share_bp })
export const ruleEffect = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('percent-off'), share_bp: share_bp.min(1) }),
  /** Spread over the prices that it reaches. */
  z.object({ kind: z.literal('amount-off'), amount: priceAboveZero }),
  /** Instead of the first price that it reaches. */
  z.object({ kind: z.literal('price'), price }),
  /** A share off, the larger the more: by active lines, or by data in the period. */
  z.object({
    kind: z.literal('bulk'),
    by: z.enum(['lines', 'volume']),
    tiers: z
      .array(bulkTier)
      .min(1)
      .max(20)
      .refine(
        (tiers) => tiers.every((one, place) => place === 0 || one.from > tiers[place - 1]!.from), // there is one before
        'Each step begins after the one before.',
      ),
  }),
])

export const ruleInput = z.object({
  name: words,
  /** The lower, the earlier. Two rules that can meet have different ones. */
  priority: z.int().min(1).max(10_000),
  /** Combined with no other rule and no coupon. */
  exclusive: z.boolean(),
  scope: priceScope,
  when: ruleConditions,
  effect: ruleEffect,
})
export type RuleInput = z.input<typeof ruleInput>

export const priceRule = ruleInput.extend({
  id,
  state: z.enum(['on', 'off']),
  version,
  changedAt: instant,
  changedBy: author,
})
export type PriceRule = z.output<typeof priceRule>

/** Whether there is somebody, somewhere, at some moment, whom both rules would reach. */
export function rulesMeet(one: RuleTerms, other: RuleTerms): boolean {
  const [a, b] = [one.scope, other.scope]
  return (
    intersect(a.planIds, b.planIds) &&
    intersect(a.serviceTypeIds, b.serviceTypeIds) &&
    intersect(a.siteIds, b.siteIds) &&
    intersect(a.kinds, b.kinds) &&
    conditionsMeet(one.when, other.when)
  )
}
type RuleTerms = Pick<PriceRule, 'scope' | 'when'>

function intersect<T>(some: readonly T[] | null, others: readonly T[] | null): boolean {
  return some === null || others === null || some.some((one) => others.includes(one))
}

/** Segments never keep two rules apart: a student may be a family, too. */
function conditionsMeet(one: RuleConditions, other: RuleConditions): boolean {
  const days =
    (one.lastDay ?? '9999') >= (other.from ?? '') && (other.lastDay ?? '9999') >= (one.from ?? '')
  const hours = !one.hours || !other.hours || windowsMeet(one.hours, other.hours)
  return days && hours
}

// ───────────────────────────────────────────── over HTTP

export const ruleRow = priceRule.extend({
  segmentName: words.nullable(),
  /** Other rules that are on and that somebody can get together with this one. */
  meets: z.array(z.object({ id, name: words, priority: z.int(), exclusive: z.boolean() })),
})
export type RuleRow = z.output<typeof ruleRow>

export const listRules = listEndpoint({
  name: 'catalog.list-rules',
  path: '/api/price-rules',
  access: 'catalog.read',
  summary:
    'Price rules in the order in which they apply, each with those that it can meet; searches the name.',
  sorts: ['priority', 'name', 'changedAt'],
  defaultSort: 'priority',
  filters: { state: z.enum(['on', 'off', 'all']).default('all') },
  item: ruleRow,
})
export const addRule = endpoint({
  name: 'catalog.add-rule',
  method: 'POST',
  path: '/api/price-rules',
  access: 'catalog.change',
  summary: 'Adds a price rule; it applies to prices asked from now on.',
  input: ruleInput,
  reply: priceRule,
})
export const changeRule = endpoint({
  name: 'catalog.change-rule',
  method: 'PUT',
  path: '/api/price-rules/:ruleId',
  access: 'catalog.change',
  summary: 'Changes a price rule; what was priced by it stays as it was.',
  input: ruleInput.extend({ ruleId: id, version }),
  reply: priceRule,
})
export const switchRule = endpoint({
  name: 'catalog.switch-rule',
  method: 'POST',
  path: '/api/price-rules/:ruleId/switch',
  access: 'catalog.change',
  summary: 'Switches a price rule on or off.',
  input: z.object({ ruleId: id, version, state: z.enum(['on', 'off']) }),
  reply: priceRule,
})

export const segmentInput = z.object({
  name: words,
  /** What somebody must show to be counted in; empty: nothing. */
  proof: z.object({ en: text({ max: 80, min: 0 }), sw: text({ max: 80, min: 0 }) }),
  /** After so many days the proof is asked for again; null: never. */
  proofDays: z.int().min(1).max(3650).nullable(),
})
export const segment = segmentInput.extend({
  id,
  state: z.enum(['open', 'archived']),
  version,
  changedAt: instant,
  changedBy: author,
})
export type Segment = z.output<typeof segment>
export const listSegments = endpoint({
  name: 'catalog.list-segments',
  method: 'GET',
  path: '/api/segments',
  access: 'catalog.read',
  summary: 'All segments: groups of subscribers that price rules are for.',
  input: nothing,
  reply: z.object({ segments: z.array(segment.extend({ rules: z.int() })) }),
})
export const addSegment = endpoint({
  name: 'catalog.add-segment',
  method: 'POST',
  path: '/api/segments',
  access: 'catalog.change',
  summary: 'Adds a segment.',
  input: segmentInput,
  reply: segment,
})
export const changeSegment = endpoint({
  name: 'catalog.change-segment',
  method: 'PUT',
  path: '/api/segments/:segmentId',
  access: 'catalog.change',
  summary: 'Changes a segment.',
  input: segmentInput.extend({ segmentId: id, version, state: z.enum(['open', 'archived']) }),
  reply: segment,
})
