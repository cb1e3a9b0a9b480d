import { z } from 'zod'
import { assert, unreachable } from '#kernel/assert.ts'
import type { Period } from '#kernel/period.ts'

/** For how long one price buys the service, and where its end falls. */
export const VALIDITY_UNITS = [
  'minute',
  'hour',
  'day',
  'week',
  'day30',
  'month',
  'quarter',
  'year',
] as const
/**
 * `elapsed`: exactly that long, to the second, days and longer by the wall clock. `end-of-day`: rounded up to local
 * midnight, so that nobody gets less than was sold. `calendar`: up to the next midnight, week or anchor day; the first
 * period is shorter.
 */
export const VALIDITY_MODES = ['elapsed', 'end-of-day', 'calendar'] as const

export const validity = z
  .object({
    unit: z.enum(VALIDITY_UNITS),
    count: z.int().min(1).max(1440),
    mode: z.enum(VALIDITY_MODES),
    /** Calendar months begin on this day; in shorter months on the last one. Null: the day of the start. */
    anchor: z.int().min(1).max(31).nullable(),
  })
  .refine(
    ({ unit, mode }) =>
      mode !== 'calendar' || (unit !== 'minute' && unit !== 'hour' && unit !== 'day30'),
    {
      path: ['mode'],
      message: 'Minutes, hours and 30 days have no calendar. Choose another end.',
    },
  )
  .refine(({ unit, mode }) => mode === 'elapsed' || unit !== 'minute', {
    path: ['mode'],
    message: 'Minutes end when they are over.',
  })
export type Validity = z.output<typeof validity>

const MONTHS = { month: 1, quarter: 3, year: 12 } as const
const DAYS = { day: 1, week: 7, day30: 30 } as const

export type PeriodAnchor = {
  /** When the first period began. Every boundary is reckoned from here, never from the one before: 31 Jan, 28 Feb, 31 Mar. */
  readonly start: Temporal.Instant
  readonly zone: string
  /** For calendar weeks; 1 is Monday. */
  readonly weekStart?: number
}

/** Boundary `k` of the periods that began at the anchor: period `k` is `[boundary(k), boundary(k + 1))`. */
export function boundary(of: Validity, anchor: PeriodAnchor, k: number): Temporal.Instant {
  assert(Number.isInteger(k) && k >= 0, 'boundaries are counted from zero')
  if (k === 0) return anchor.start
  if (of.unit === 'minute' || of.unit === 'hour') {
    if (of.mode === 'end-of-day') return hoursToMidnight(of.count, anchor, k)
    return anchor.start.add({ minutes: k * of.count * (of.unit === 'hour' ? 60 : 1) })
  }
  if (of.mode === 'calendar') return calendarBoundary(of, anchor, k)
  const start = anchor.start.toZonedDateTimeISO(anchor.zone)
  const end = (
    of.unit === 'day' || of.unit === 'week' || of.unit === 'day30'
      ? start.add({ days: k * of.count * DAYS[of.unit] })
      : onAnchorDay(start, k * of.count * MONTHS[of.unit])
  ).toInstant()
  return of.mode === 'end-of-day' ? upToMidnight(end, anchor.zone) : end
}

/** Period `k`; what one payment buys. */
export function periodAt(of: Validity, anchor: PeriodAnchor, k: number): Period {
  return { from: boundary(of, anchor, k), to: boundary(of, anchor, k + 1) }
}

/** Which period holds a moment; it must not lie before the anchor. */
export function periodIndexOf(of: Validity, anchor: PeriodAnchor, at: Temporal.Instant): number {
  const isBy = (k: number) => Temporal.Instant.compare(boundary(of, anchor, k), at) <= 0
  assert(isBy(0), 'a moment before the first period is in none')
  let high = 1
  while (isBy(high)) high *= 2
  let low = Math.floor(high / 2)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (isBy(middle)) low = middle
    else high = middle
  }
  return low
}

/** The wall time of the start, so many months later, on its day or the last day of a shorter month. */
function onAnchorDay(start: Temporal.ZonedDateTime, months: number) {
  const month = start.toPlainDate().toPlainYearMonth().add({ months })
  return month
    .toPlainDate({ day: Math.min(start.day, month.daysInMonth) })
    .toZonedDateTime({ timeZone: start.timeZoneId, plainTime: start.toPlainTime() })
}

/**
 * Hours that are rounded up to midnight end at the first midnight that they reach, and from then on each takes as many whole
 * days as they need: six hours after six hours of the same day would end at the same midnight, and buy nothing.
 */
function hoursToMidnight(hours: number, { start, zone }: PeriodAnchor, k: number) {
  const first = upToMidnight(start.add({ hours }), zone).toZonedDateTimeISO(zone).toPlainDate()
  return first
    .add({ days: (k - 1) * Math.ceil(hours / 24) })
    .toZonedDateTime(zone)
    .toInstant()
}

function upToMidnight(at: Temporal.Instant, zone: string): Temporal.Instant {
  const local = at.toZonedDateTimeISO(zone)
  const midnight = local.startOfDay()
  if (Temporal.ZonedDateTime.compare(midnight, local) === 0) return at
  return local.toPlainDate().add({ days: 1 }).toZonedDateTime(zone).toInstant()
}

function calendarBoundary(of: Validity, { start, zone, weekStart = 1 }: PeriodAnchor, k: number) {
  const today = start.toZonedDateTimeISO(zone).toPlainDate()
  const day = (date: Temporal.PlainDate) => date.toZonedDateTime(zone).toInstant()
  switch (of.unit) {
    case 'day':
      return day(today.add({ days: k * of.count }))
    case 'week': {
      const untilNext = 7 - ((today.dayOfWeek - weekStart + 7) % 7)
      return day(today.add({ days: untilNext + 7 * (k * of.count - 1) }))
    }
    case 'month':
    case 'quarter':
    case 'year': {
      const anchorDay = of.anchor ?? 1
      const thisMonth = today.toPlainYearMonth()
      const starts = (month: Temporal.PlainYearMonth) =>
        month.toPlainDate({ day: Math.min(anchorDay, month.daysInMonth) })
      // A start on the anchor day begins a whole period; any other day ends with the running one.
      const isBefore = Temporal.PlainDate.compare(today, starts(thisMonth)) < 0
      const running = isBefore ? thisMonth.subtract({ months: 1 }) : thisMonth
      return day(starts(running.add({ months: k * of.count * MONTHS[of.unit] })))
    }
    case 'minute':
    case 'hour':
    case 'day30':
      throw new Error(`${of.unit} has no calendar`)
    default:
      return unreachable(of.unit)
  }
}
