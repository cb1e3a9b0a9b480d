import { slowest, type Rate } from '#kernel/rate.ts'
import {
  isWithinWindows,
  nextEdge,
  speedAt,
  type AccessHours,
  type FairUsePolicy,
  type QuotaProfile,
  type SpeedProfile,
  type TimeWindow,
} from '#modules/catalog/contract.ts'
import type { ServingKind } from '#modules/services/contract.ts'
import type { UsageNow } from '#modules/usage/contract.ts'

/** All that the speed of a service depends on. Pure, so that network, staff, portal and simulator agree. */
export type SpeedFacts = {
  /** As the plan version says; null: the plan names no speed, and none is enforced. */
  readonly speed: SpeedProfile | null
  readonly fairUse: FairUsePolicy | null
  readonly quota: QuotaProfile | null
  readonly hours: AccessHours | null
  /** What `mayBeServed` answered. */
  readonly serving: ServingKind
  readonly usage: UsageNow
  /** What the ISP gives to those who owe, and to those who see the portal only. */
  readonly slow: { readonly overdue: Rate; readonly walledGarden: Rate }
}

/** Why a speed is what it is, the plan first, each step that changed it after. */
export const SPEED_STEPS = [
  'plan',
  'window',
  'fair-use',
  'quota',
  'hours',
  'overdue',
  'boost',
  'walled-garden',
] as const
export type SpeedStep = {
  readonly because: (typeof SPEED_STEPS)[number]
  readonly rate: Rate
  /** Of a fair-use stage: its place, counted from 0. */
  readonly stage?: number
}

export type Speed = {
  /** Null: no limit of ours. */
  readonly rate: Rate | null
  readonly burst: SpeedProfile['burst']
  readonly guaranteed: Rate | null
  readonly tier: number
  readonly weight: number
  readonly steps: readonly SpeedStep[]
  /** When time alone changes it next, as far as windows and boosts are concerned; null: never. */
  readonly until_ms: number | null
}

const PLAIN = { tier: 1, weight: 1 }

/**
 * The speed that a service deserves at a moment: plan × time window × fair-use stage × quota × hours × arrears × boost.
 * Slowing steps never make faster; a boost is what was bought to be faster, so it undoes fair use and lifts the plan, but it
 * does not buy off arrears or a walled garden.
 */
export function speedNow(facts: SpeedFacts, at: Temporal.ZonedDateTime): Speed {
  const until_ms = nextChange(facts, at)
  if (facts.serving === 'walled-garden')
    return {
      ...{ rate: facts.slow.walledGarden, burst: null, guaranteed: null, ...PLAIN, until_ms },
      steps: [{ because: 'walled-garden', rate: facts.slow.walledGarden }],
    }
  const steps: SpeedStep[] = []
  const stage = activeStage(facts, at)
  const boost = activeBoost(facts.usage, at)
  const base = facts.speed && speedAt(facts.speed, at)
  let rate: Rate | null = base?.rate ?? null
  const step = (because: SpeedStep['because'], next: Rate, place?: number) => {
    const isSame = rate && rate.down_bps === next.down_bps && rate.up_bps === next.up_bps
    rate = next
    if (!isSame) steps.push({ because, rate: next, ...(place !== undefined && { stage: place }) })
  }
  const slow = (because: SpeedStep['because'], limit: Rate, place?: number) =>
    step(because, rate ? slowest(rate, limit) : limit, place)

  if (facts.speed) steps.push({ because: 'plan', rate: facts.speed.rate })
  if (base && facts.speed && base.rate !== facts.speed.rate)
    steps.push({ because: 'window', rate: base.rate })
  if (stage && !boost) slow('fair-use', stage.speed, stage.place)
  if (facts.quota?.atEnd.do === 'slow' && facts.usage.quota?.state === 'used-up')
    slow('quota', facts.quota.atEnd.speed)
  if (facts.hours?.outside.do === 'slow' && !isWithinWindows(facts.hours.open, at))
    slow('hours', facts.hours.outside.speed)
  if (boost) step('boost', rate ? fastest(rate, boost) : boost)
  if (facts.serving === 'throttled') slow('overdue', facts.slow.overdue)

  const isAsSold = steps.every(({ because }) => because === 'plan' || because === 'window')
  return {
    rate,
    // A burst above a lowered speed would give back what the lowering took.
    burst: isAsSold ? (base?.burst ?? null) : null,
    guaranteed: facts.speed?.guaranteed && rate ? slowest(facts.speed.guaranteed, rate) : null,
    tier: (boost ? null : stage?.tier) ?? facts.speed?.tier ?? PLAIN.tier,
    weight: (boost ? null : stage?.weight) ?? facts.speed?.weight ?? PLAIN.weight,
    ...{ steps, until_ms },
  }
}

function activeStage({ fairUse, usage }: SpeedFacts, at: Temporal.ZonedDateTime) {
  const place = usage.stage
  const stage = place === null ? undefined : fairUse?.stages[place]
  if (!stage || place === null) return null
  return !stage.during || isWithinWindows(stage.during, at) ? { ...stage, place } : null
}

function activeBoost({ boost }: UsageNow, at: Temporal.ZonedDateTime): Rate | null {
  if (!boost || at.epochMilliseconds >= boost.until_ms) return null
  return { down_bps: boost.down_bps, up_bps: boost.up_bps }
}

function fastest(one: Rate, other: Rate): Rate {
  return {
    down_bps: Math.max(one.down_bps, other.down_bps),
    up_bps: Math.max(one.up_bps, other.up_bps),
  }
}

function nextChange(facts: SpeedFacts, at: Temporal.ZonedDateTime): number | null {
  const windows: (readonly TimeWindow[])[] = [
    ...(facts.speed?.windows.map(({ during }) => during) ?? []),
    ...(facts.fairUse?.stages.flatMap(({ during }) => (during ? [during] : [])) ?? []),
    ...(facts.hours ? [facts.hours.open] : []),
  ]
  const edges = windows.flatMap((some) => nextEdge(some, at)?.epochMilliseconds ?? [])
  const boost = facts.usage.boost?.until_ms
  const moments = boost !== undefined && boost > at.epochMilliseconds ? [...edges, boost] : edges
  return moments.length > 0 ? Math.min(...moments) : null
}
