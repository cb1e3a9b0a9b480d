import type { Coupon } from './coupons.ts'
import type { PlanVersion } from './plan-version.ts'
import type { Because, PriceFacts, WhyNot } from './price-quote.ts'
import type { PriceRule, PriceScope } from './price-rules.ts'
import type { ComponentKind } from './plan-terms.ts'
import type { Words } from './shapes.ts'
import { isWithinWindows } from './windows.ts'

type Asked = {
  readonly facts: PriceFacts
  readonly local: Temporal.ZonedDateTime
  readonly day: string
  readonly segmentNames: ReadonlyMap<string, Words>
}
type Lines = readonly { readonly kind: ComponentKind }[]
type Sold = Pick<PlanVersion, 'planId' | 'serviceTypeId'>

/** Whether a rule speaks about this plan at all. One that does not is not even worth a word of explanation. */
export function ruleReaches(rule: PriceRule, of: Sold, facts: PriceFacts, lines: Lines): boolean {
  return scopeReaches(rule.scope, of, facts, lines)
}

export function couponReaches(coupon: Coupon, of: Sold, facts: PriceFacts, lines: Lines): boolean {
  return scopeReaches(coupon.scope, of, facts, lines)
}

function scopeReaches(scope: PriceScope, of: Sold, facts: PriceFacts, lines: Lines): boolean {
  const { planIds, serviceTypeIds, siteIds, kinds } = scope
  return (
    (planIds === null || planIds.includes(of.planId)) &&
    (serviceTypeIds === null || serviceTypeIds.includes(of.serviceTypeId)) &&
    (siteIds === null || (facts.siteId !== null && siteIds.includes(facts.siteId))) &&
    lines.some(({ kind }) => kinds.includes(kind))
  )
}

type Answer = { kind: 'yes'; because: Because[] } | { kind: 'no'; why: WhyNot }
const no = (why: WhyNot): Answer => ({ kind: 'no', why })

/** Whether somebody meets all conditions of a rule at this moment, with each reason. */
export function ruleApplies(rule: PriceRule, { facts, local, day, segmentNames }: Asked): Answer {
  const { when, effect } = rule
  const because: Because[] = []
  if (when.segmentId !== null) {
    if (!facts.segmentIds.includes(when.segmentId)) return no('segment')
    const name = segmentNames.get(when.segmentId) ?? { en: '', sw: '' }
    because.push({ kind: 'segment', name })
  }
  if (when.from !== null || when.lastDay !== null) {
    if ((when.from ?? '') > day || (when.lastDay ?? '9999') < day) return no('season')
    because.push({ kind: 'season', from: when.from, lastDay: when.lastDay })
  }
  if (when.hours !== null) {
    if (!isWithinWindows(when.hours, local)) return no('hours')
    because.push({ kind: 'hours' })
  }
  if (when.monthsServed !== null) {
    if (facts.monthsServed < when.monthsServed) return no('loyalty')
    because.push({ kind: 'loyalty', months: facts.monthsServed })
  }
  if (when.referral !== null) {
    if (facts.referral !== 'both' && facts.referral !== when.referral) return no('referral')
    because.push({ kind: 'referral', side: when.referral })
  }
  if (when.firstCycles !== null) {
    if (facts.cycle >= when.firstCycles) return no('first-cycles')
    because.push({ kind: 'first-cycles', cycles: when.firstCycles })
  }
  if (effect.kind === 'bulk') {
    if (shareOf(rule, facts) === null) return no(effect.by)
    because.push(
      effect.by === 'lines'
        ? { kind: 'lines', count: facts.activeLines }
        : { kind: 'volume', bytes: facts.volume },
    )
  }
  return { kind: 'yes', because }
}

/** The share that a rule takes off, where it takes a share; for bulk that of the step reached, null below the first. */
export function shareOf({ effect }: PriceRule, facts: PriceFacts): number | null {
  if (effect.kind === 'percent-off') return effect.share_bp
  if (effect.kind !== 'bulk') return null
  const count = effect.by === 'lines' ? BigInt(facts.activeLines) : facts.volume
  return effect.tiers.findLast(({ from }) => count >= from)?.share_bp ?? null
}

/** Nothing when the coupon may be used, else why not. */
export function couponApplies(
  coupon: Coupon,
  given: PriceFacts['coupons'][number],
  { facts, day }: Pick<Asked, 'facts' | 'day'>,
): WhyNot | undefined {
  if (given.held) return given.cycle >= coupon.cycles ? 'over' : undefined
  if (coupon.state === 'off') return 'off'
  // A use that has begun goes on for its periods, whatever becomes of the coupon.
  if (given.cycle > 0) return given.cycle >= coupon.cycles ? 'over' : undefined
  if ((coupon.from ?? '') > day || (coupon.lastDay ?? '9999') < day) return 'season'
  if (coupon.segmentId !== null && !facts.segmentIds.includes(coupon.segmentId)) return 'segment'
  if (coupon.newSubscribersOnly && !facts.isNew) return 'new-subscribers'
  if (coupon.usesMax !== null && coupon.uses >= coupon.usesMax) return 'used-up'
  const mine = coupon.usesPerSubscriberMax
  return mine !== null && given.usedBefore >= mine ? 'used-by-you' : undefined
}
