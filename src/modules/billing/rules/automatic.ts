import { listedPrice, type PlanVersion } from '#modules/catalog/contract.ts'
import { monthlyWorth } from './leaving.ts'

/** One plan as usage sees it: what it costs a month, and how many bytes of a period it gives at full speed; null: all. */
export type Rung = {
  readonly planVersionId: string
  readonly monthly: bigint
  readonly allowance: bigint | null
}

export type UsageFacts = {
  readonly held: Rung
  /** Bytes of the complete periods on this plan since the last change, the newest first. */
  readonly periods: readonly bigint[]
  /** Whether a change was made by usage before: then so many periods have to be over first. */
  readonly hasChanged: boolean
  readonly mayUpgrade: boolean
  readonly mayDowngrade: boolean
  readonly ceiling: bigint
  readonly cooldownPeriods: number
  /** Plans on sale that would do as well but for what they give. */
  readonly ladder: readonly Rung[]
}

export type ByUsage =
  | { readonly kind: 'stay' }
  | { readonly kind: 'up' | 'down'; readonly to: Rung; readonly peak: bigint }

/** Up after two periods in a row that used nearly all; down after three that would have left much of a smaller one. */
const UP = { periods: 2, from_bp: 9500n }
const DOWN = { periods: 3, to_bp: 6000n }
const ALL_BP = 10_000n

/**
 * Which plan would fit what somebody really uses. Going down needs much more room than going up, so that whoever uses the same every
 * period is moved once and then never again. Dearer only with consent, under its ceiling, and after its periods of rest.
 */
export function planByUsage(facts: UsageFacts): ByUsage {
  const { held, periods, hasChanged, cooldownPeriods } = facts
  if (hasChanged && periods.length < cooldownPeriods) return { kind: 'stay' }
  const others = facts.ladder.filter((rung) => rung.planVersionId !== held.planVersionId)
  const up = facts.mayUpgrade ? upFrom(held, periods, others, facts.ceiling) : undefined
  if (up) return up
  return (facts.mayDowngrade && downFrom(held, periods, others)) || { kind: 'stay' }
}

function upFrom(
  held: Rung,
  periods: readonly bigint[],
  others: readonly Rung[],
  ceiling: bigint,
): ByUsage | undefined {
  const { allowance } = held
  const seen = periods.slice(0, UP.periods)
  if (allowance === null || seen.length < UP.periods) return undefined
  if (!seen.every((used) => used * ALL_BP >= allowance * UP.from_bp)) return undefined
  const peak = highest(seen)
  const more = others.filter(
    (rung) => rung.monthly <= ceiling && (rung.allowance === null || rung.allowance > allowance),
  )
  const fits = more.filter(
    (rung) => rung.allowance === null || peak * ALL_BP < rung.allowance * UP.from_bp,
  )
  const to = fits.toSorted(byPrice)[0] ?? more.toSorted(byAllowance)[0]
  return to && { kind: to.monthly < held.monthly ? 'down' : 'up', to, peak }
}

function downFrom(
  held: Rung,
  periods: readonly bigint[],
  others: readonly Rung[],
): ByUsage | undefined {
  const seen = periods.slice(0, DOWN.periods)
  if (seen.length < DOWN.periods) return undefined
  const peak = highest(seen)
  const [to] = others
    .filter((rung) => rung.monthly < held.monthly)
    .filter(({ allowance }) => allowance !== null && peak * ALL_BP <= allowance * DOWN.to_bp)
    .toSorted(byPrice)
  return to && { kind: 'down', to, peak }
}

const highest = (all: readonly bigint[]) => all.reduce((one, other) => (one > other ? one : other))
const order = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0)
const byPrice = (a: Rung, b: Rung) =>
  order(a.monthly, b.monthly) || (a.planVersionId < b.planVersionId ? -1 : 1)
/** The most first; of as much, the cheapest. */
const byAllowance = (a: Rung, b: Rung) =>
  order(b.allowance ?? 0n, a.allowance ?? 0n) || byPrice(a, b)

/** A plan version as a rung: its quota of data, else what fair use gives before it slows, as far as it is for a whole period. */
export function rungOf(version: PlanVersion): Rung {
  const { quota, fairUse } = version.profiles
  const { unit, count } = version.terms.validity
  const isMonth = count === 1 && (unit === 'month' || unit === 'day30')
  const isWhole = (period: string) => WHOLE.includes(period) || (period === 'month' && isMonth)
  const data = (quota?.allowances ?? []).filter(
    ({ meter, period, during }) => meter === 'data' && during === null && isWhole(period),
  )
  const given = data.reduce((sum, { amount }) => sum + amount, 0n)
  const fair = fairUse && isWhole(fairUse.period) ? fairUse.stages[0]?.after : undefined
  return {
    planVersionId: version.id,
    monthly: monthlyWorth(listedPrice(version), version.terms.validity),
    allowance: data.length > 0 ? given : (fair ?? null),
  }
}

const WHOLE: readonly string[] = ['billing-period', 'validity']
