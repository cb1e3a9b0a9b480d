import { length_ms, type Period } from '#kernel/period.ts'
import { boundary, periodIndexOf, type Validity } from '#modules/catalog/contract.ts'
import { assert } from '#kernel/assert.ts'

/** How often a payer is invoiced, as their terms say. `anchorDay` null: the day on which the first service began. */
export type CycleTerms = {
  readonly unit: 'day' | 'week' | 'month' | 'quarter' | 'year'
  readonly count: number
  readonly anchorDay: number | null
}

/** Those who pay as they use are invoiced each night, from the wallet. */
export const PAYG_TERMS: CycleTerms = { unit: 'day', count: 1, anchorDay: null }

/** The terms of a payer's cycles for what they pay in one way. */
export function agreedTerms(
  kind: 'postpaid' | 'payg',
  agreed: { unit: CycleTerms['unit']; count: number; anchor: number | null } | undefined,
): CycleTerms {
  if (kind === 'payg' || !agreed) return PAYG_TERMS
  return { unit: agreed.unit, count: agreed.count, anchorDay: agreed.anchor }
}

/** Where a payer stands: the cycle that is invoiced next, and how it was reckoned. */
export type Cycle = CycleTerms & {
  readonly anchorAt: Temporal.Instant
  readonly k: number
  readonly from: Temporal.Instant
  readonly to: Temporal.Instant
}

const compare = Temporal.Instant.compare

/** The local midnight at which the cycle began that holds a moment: of that day, or of the last anchor day before it. */
export function anchorBefore(
  terms: CycleTerms,
  at: Temporal.Instant,
  zone: string,
): Temporal.Instant {
  const day = at.toZonedDateTimeISO(zone).toPlainDate()
  const midnight = (date: Temporal.PlainDate) => date.toZonedDateTime(zone).toInstant()
  const { anchorDay, unit } = terms
  if (anchorDay === null || unit === 'day' || unit === 'week') return midnight(day)
  const anchorIn = (month: Temporal.PlainYearMonth) =>
    month.toPlainDate({ day: Math.min(anchorDay, month.daysInMonth) })
  const month = day.toPlainYearMonth()
  const isBefore = Temporal.PlainDate.compare(day, anchorIn(month)) < 0
  return midnight(anchorIn(isBefore ? month.subtract({ months: 1 }) : month))
}

function lengthOf(terms: CycleTerms): Validity {
  const { unit, count, anchorDay } = terms
  const isMonths = unit === 'month' || unit === 'quarter' || unit === 'year'
  return { unit, count, mode: 'elapsed', anchor: isMonths ? anchorDay : null }
}

/** The first cycle of somebody whose first service began then. */
export function firstCycle(terms: CycleTerms, began: Temporal.Instant, zone: string): Cycle {
  const anchorAt = anchorBefore(terms, began, zone)
  const to = boundary(lengthOf(terms), { start: anchorAt, zone }, 1)
  return { ...terms, anchorAt, k: 0, from: anchorAt, to }
}

/**
 * The cycle after this one. Where other terms were agreed meanwhile, it begins where this one ends and reaches to their
 * next boundary, so that no day is left out or invoiced twice.
 */
export function cycleAfter(cycle: Cycle, terms: CycleTerms, zone: string): Cycle {
  const isSame =
    cycle.unit === terms.unit && cycle.count === terms.count && cycle.anchorDay === terms.anchorDay
  if (isSame) {
    const ends = (k: number) => boundary(lengthOf(terms), { start: cycle.anchorAt, zone }, k + 1)
    // One that ended at another moment than its row says is followed by the rest of that one.
    let { k } = cycle
    while (compare(ends(k), cycle.to) <= 0) k += 1
    const to = ends(k)
    return { ...terms, anchorAt: cycle.anchorAt, k, from: cycle.to, to }
  }
  return { ...firstCycle(terms, cycle.to, zone), from: cycle.to }
}

/** More would be a list that nobody reads: an hourly plan on a yearly invoice. */
export const PERIODS_MAX = 400

const SHORT_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const

/** Whether an invoice of this cycle would list more periods of a plan than that. */
export function hasTooManyPeriods({ unit, count }: Validity, { from, to }: Period): boolean {
  if (unit !== 'minute' && unit !== 'hour' && unit !== 'day') return false
  return length_ms({ from, to }) / (SHORT_MS[unit] * count) > PERIODS_MAX
}

/**
 * The plan's own periods that a cycle touches, laid from where the payer's cycles begin: a monthly price on a quarterly
 * invoice is three months, on a weekly one a part of a month. Each is whole, also where the cycle holds a part of it.
 */
export function planPeriods(validity: Validity, cycle: Cycle, zone: string): Period[] {
  const { unit, count } = validity
  const isMonths = unit === 'month' || unit === 'quarter' || unit === 'year'
  const of: Validity = { unit, count, mode: 'elapsed', anchor: isMonths ? cycle.anchorDay : null }
  const anchor = { start: cycle.anchorAt, zone }
  const periods: Period[] = []
  let from = boundary(of, anchor, periodIndexOf(of, anchor, cycle.from))
  for (let k = periodIndexOf(of, anchor, cycle.from); compare(from, cycle.to) < 0; k++) {
    const to = boundary(of, anchor, k + 1)
    periods.push({ from, to })
    from = to
    assert(periods.length <= PERIODS_MAX + 1, 'a cycle has not more periods than somebody can read')
  }
  return periods
}

/** A stretch of time without holes that are not charged. */
export function withoutHoles(span: Period, holes: readonly Period[]): Period[] {
  let rest: Period[] = [span]
  for (const hole of holes) {
    rest = rest.flatMap(({ from, to }) => {
      if (compare(hole.to, from) <= 0 || compare(to, hole.from) <= 0) return [{ from, to }]
      return [
        ...(compare(from, hole.from) < 0 ? [{ from, to: hole.from }] : []),
        ...(compare(hole.to, to) < 0 ? [{ from: hole.to, to }] : []),
      ]
    })
  }
  return rest
}

/** What a service was over a stretch of time: whose, and on which plan. */
export type Held = Period & {
  readonly subscriberId: string
  readonly planVersionId: string
}

/** What a service was in a cycle, piece by piece: each change that was kept tells what held until then, and what holds now is the rest. */
export function heldDuring(
  span: Period,
  changes: readonly { to: Temporal.Instant; subscriberId: string; planVersionId: string }[],
  now: { subscriberId: string; planVersionId: string },
): Held[] {
  const pieces: Held[] = []
  let from = span.from
  for (const change of changes.toSorted((a, b) => compare(a.to, b.to))) {
    if (compare(change.to, from) <= 0) continue
    const to = compare(change.to, span.to) < 0 ? change.to : span.to
    const { subscriberId, planVersionId } = change
    pieces.push({ from, to, subscriberId, planVersionId })
    from = to
    if (compare(from, span.to) >= 0) return pieces
  }
  pieces.push({ from, to: span.to, ...now })
  return pieces
}
