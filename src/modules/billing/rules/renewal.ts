import { length_ms, type Period } from '#kernel/period.ts'
import { periodAt, type Validity } from '#modules/catalog/contract.ts'

const compare = Temporal.Instant.compare

/** Wallets are swept this long before paid time ends, so that nothing is cut that could be paid. */
export const SWEEP_AHEAD = { minutes: 15 } as const

/** Who sweeps side by side, each its own services: while PostgreSQL writes what one has bought, the other reads and prices. */
export const SWEEP_LANES = [0, 1] as const
export type SweepLane = (typeof SWEEP_LANES)[number]

/** What a lane looks at. By the service, which keeps its id, and not by whose it is: handed over to another, nobody would look at it. */
export function shareOf(lane: SweepLane) {
  return { of: SWEEP_LANES.length, place: lane }
}

/** Where the last paid period of a service stands in the row that began at its anchor. */
export type LastPeriod = {
  readonly to: Temporal.Instant
  readonly anchor: Temporal.Instant
  readonly k: number
  /** Whether the plan's validity is still the one that it was reckoned with. */
  readonly sameValidity: boolean
}

export type NextPeriod = {
  readonly period: Period
  readonly anchor: Temporal.Instant
  readonly k: number
}

/**
 * When the period begins that the next payment buys. It follows the last one where that is not over, or over for less than its
 * grace while the service was on: nothing paid early is lost, and days of grace are not a present. Else it begins now.
 */
export function startOfNext(about: {
  now: Temporal.Instant
  grace_s: number
  /** The end of the last paid period; nothing when none was ever paid. */
  last: Temporal.Instant | undefined
  wasOn: boolean
}): Temporal.Instant {
  const { last, now } = about
  const follows =
    last !== undefined &&
    (compare(now, last) <= 0 ||
      (about.wasOn && compare(now, last.add({ seconds: about.grace_s })) < 0))
  return follows ? last : now
}

/**
 * The period that begins then. Where it follows one of the same length, it is the next of its row: every boundary is reckoned
 * from the first start, so 31 January is followed by 28 February and 31 March.
 */
export function nextPeriod(
  validity: Validity,
  about: {
    begins: Temporal.Instant
    zone: string
    weekStart: number
    last: LastPeriod | undefined
  },
): NextPeriod {
  const { begins, last, zone, weekStart } = about
  if (last?.sameValidity && compare(last.to, begins) === 0) {
    const k = last.k + 1
    const period = periodAt(validity, { start: last.anchor, zone, weekStart }, k)
    // One that was cut short has left its row: the next one begins where it ended.
    if (compare(period.from, begins) === 0) return { period, anchor: last.anchor, k }
  }
  return {
    period: periodAt(validity, { start: begins, zone, weekStart }, 0),
    ...{ anchor: begins, k: 0 },
  }
}

/** The whole period whose end this is: a calendar month that was joined in the middle began before. */
export function wholePeriod(validity: Validity, period: Period, zone: string): Period {
  if (validity.mode !== 'calendar') return period
  const { unit, count } = validity
  const end = period.to.toZonedDateTimeISO(zone)
  const back = {
    day: { days: count },
    week: { weeks: count },
    month: { months: count },
    quarter: { months: 3 * count },
    year: { years: count },
    minute: { minutes: count },
    hour: { hours: count },
    day30: { days: 30 * count },
  }[unit]
  let from = end.subtract(back)
  // 28 February less a month is 28 January; with an anchor on the 31st the month began on the 31st.
  const anchor = validity.anchor ?? 1
  if (unit === 'month' || unit === 'quarter' || unit === 'year')
    from = from.with({ day: Math.min(anchor, from.daysInMonth) })
  const start = from.toInstant()
  return compare(start, period.from) > 0 ? period : { from: start, to: period.to }
}

/**
 * How long before the end of paid time money buys the period that follows: as many days as the ISP says, but not before the last
 * quarter of a time as long as that period. Whoever pays a day's line twice has a day and money, not two days. The sweep
 * comes early enough in any case.
 */
export function aheadOf(next: Period, days: number): Temporal.Duration {
  const sweep_ms = Temporal.Duration.from(SWEEP_AHEAD).total('milliseconds')
  const asked_ms = days * 86_400_000 + sweep_ms
  const quarter_ms = Math.floor(length_ms(next) / 4)
  // A second more than the sweep, whose own moment counts.
  const ahead_ms = Math.max(sweep_ms + 1_000, Math.min(asked_ms, quarter_ms))
  return Temporal.Duration.from({ milliseconds: ahead_ms })
}

/**
 * Whether money that comes now renews a service: when it has run out, or will within that time. Before that it stays in the wallet,
 * where it remains the subscriber's, and renews by itself when the time comes.
 */
export function isDue(
  paidUntil: Temporal.Instant | null,
  now: Temporal.Instant,
  ahead: Temporal.DurationLike,
): boolean {
  return (
    paidUntil === null || compare(paidUntil, now) <= 0 || compare(paidUntil, now.add(ahead)) < 0
  )
}
