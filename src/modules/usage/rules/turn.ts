import { type Counter, FAIR_USE, isExtra, leftOf, planKey, type Policies } from './counter.ts'
import { type PeriodFacts, periodAround, type Stretch } from './periods.ts'

/** Unused data and time of a period that lives on. */
export type RolledOver = {
  readonly meter: Counter['meter']
  readonly amount: bigint
  readonly from_ms: number
  readonly to_ms: number
  /** The same period of the same allowance rolls over once. */
  readonly cause: string
}

export type Turned = {
  readonly counters: readonly Counter[]
  /** Those whose period is over. */
  readonly past: readonly Counter[]
  readonly rolledOver: readonly RolledOver[]
}

/**
 * The counters of the periods that hold this moment: those that go on as they are, new ones where a period has begun,
 * and what was left over where the plan lets it live on. A counter of the same period stays when the plan changes:
 * nobody gets a month's fair use twice by changing plans twice.
 */
export function turn(
  before: readonly Counter[],
  policies: Policies,
  facts: PeriodFacts,
  now_ms: number,
): Turned {
  const wanted = wantedCounters(policies, facts, now_ms)
  const known = new Map(before.map((counter) => [counter.key, counter]))
  const counters: Counter[] = wanted.map((fresh) => {
    const old = known.get(fresh.key)
    return old?.from_ms === fresh.from_ms ? goOn(old, fresh) : fresh
  })
  const extras = before.filter((one) => isExtra(one) && (one.to_ms === null || one.to_ms > now_ms))
  const kept = new Set([...counters, ...extras].map(({ key, from_ms }) => `${key} ${from_ms}`))
  const past = before.filter(({ key, from_ms }) => !kept.has(`${key} ${from_ms}`))
  return {
    counters: [...counters, ...extras],
    past: past.map((one) => ({ ...one, to_ms: one.to_ms ?? now_ms })),
    rolledOver: past.flatMap((one) => rollOver(one, policies, facts, now_ms)),
  }
}

/** As the plan says now, without taking back what was used or promised. */
function goOn(old: Counter, fresh: Counter): Counter {
  if (fresh.granted === null)
    return { ...old, meter: fresh.meter, to_ms: fresh.to_ms, granted: null }
  const taken = old.used
  const granted = fresh.granted > taken ? fresh.granted : taken
  return { ...old, meter: fresh.meter, to_ms: fresh.to_ms, granted }
}

function wantedCounters(
  { fairUse, quota }: Policies,
  facts: PeriodFacts,
  now_ms: number,
): Counter[] {
  const blank = { used: 0n, reserved: 0n, beyond: 0n }
  const counters: Counter[] = []
  if (fairUse) {
    const period = periodAround(fairUse.period, now_ms, facts)
    counters.push({ key: FAIR_USE, meter: fairUse.counts, ...period, granted: null, ...blank })
  }
  for (const [place, { meter, amount, period: kind }] of (quota?.allowances ?? []).entries()) {
    const period = periodAround(kind, now_ms, facts)
    counters.push({ key: planKey(place), meter, ...period, granted: amount, ...blank })
  }
  return counters
}

function rollOver(
  old: Counter,
  { quota }: Policies,
  facts: PeriodFacts,
  now_ms: number,
): RolledOver[] {
  const allowance = quota?.allowances.find((_, place) => planKey(place) === old.key)
  const left = leftOf(old)
  if (!quota || !allowance || allowance.during || allowance.period === 'validity') return []
  if (quota.rollover === 0 || left <= 0n || old.to_ms === null || old.to_ms > now_ms) return []
  // It lives to the end of the n-th period after its own; some of those may have gone by unnoticed.
  let period: Stretch = periodAround(allowance.period, old.to_ms, facts)
  for (let more = 1; more < quota.rollover && period.to_ms !== null; more++)
    period = periodAfter(period, allowance.period, facts)
  if (period.to_ms === null || period.to_ms <= now_ms) return []
  const cause = `${old.key} ${old.from_ms}`
  return [{ meter: old.meter, amount: left, from_ms: old.to_ms, to_ms: period.to_ms, cause }]
}

/** Of time that is charged, the next is not known yet: it will be as long as this one. */
function periodAfter(
  { from_ms, to_ms }: Stretch,
  kind: Parameters<typeof periodAround>[0],
  facts: PeriodFacts,
): Stretch {
  if (to_ms === null) return { from_ms, to_ms }
  const next = periodAround(kind, to_ms, facts)
  return next.from_ms >= to_ms ? next : { from_ms: to_ms, to_ms: to_ms + (to_ms - from_ms) }
}
