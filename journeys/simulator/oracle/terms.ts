import {
  HOUR,
  dayNumber,
  later,
  localDay,
  midnight,
  MINUTE,
  momentOf,
  monthsLater,
  wallOf,
  weekday,
  type Micros,
} from './calendar.ts'

/** What a plan of the town says, in words of the oracle's own. */
export type Terms = {
  readonly key: string
  readonly cents: bigint
  readonly mode: 'inclusive' | 'exclusive'
  readonly unit: 'minute' | 'hour' | 'day' | 'week' | 'day30' | 'month' | 'quarter' | 'year'
  readonly count: number
  readonly ends: 'elapsed' | 'end-of-day' | 'calendar'
  /** The day on which calendar months begin. */
  readonly anchor: number | null
  readonly graceHours: number
  readonly proration: 'second' | 'day' | 'none'
  readonly trial: boolean
  /** Paid after the time, by an invoice of the calendar month for all that somebody holds. */
  readonly afterwards: boolean
  /** Paid each night by what was moved; 0: it is not. */
  readonly perGigabyte: bigint
  /** Half price for so many first periods. */
  readonly halfPriceFirst: number
}

/** Owed before it is paid, so dunning slows it and shuts it. */
export const owesLater = (terms: Pick<Terms, 'afterwards' | 'perGigabyte'>) =>
  terms.afterwards || terms.perGigabyte > 0n

/** Something that is sold beside a plan: with each period of it, or once. */
export type Thing = {
  readonly key: string
  readonly cents: bigint
  readonly mode: 'inclusive' | 'exclusive'
  readonly once: boolean
}

export type Span = { readonly from: Micros; readonly to: Micros }

const MONTHS = { month: 1, quarter: 3, year: 12 } as const
const DAYS = { day: 1, week: 7, day30: 30 } as const

/** Where the k-th period from a start begins; told from the start each time, as a person with a paper calendar would. */
export function edge(terms: Terms, start: Micros, zone: string, k: number): Micros {
  if (k === 0) return start
  const { unit, count, ends } = terms
  if (unit === 'minute' || unit === 'hour') {
    const length = BigInt(count) * (unit === 'hour' ? HOUR : MINUTE)
    if (ends === 'elapsed') return start + BigInt(k) * length
    // To the first midnight after so many hours; then each takes whole days.
    const first = localDay(upToMidnight(start + length, zone), zone)
    return midnight(later(first, (k - 1) * Math.ceil(count / 24)), zone)
  }
  if (ends === 'calendar') return calendarEdge(terms, start, zone, k)
  const wall = wallOf(start, zone)
  const date =
    unit === 'day' || unit === 'week' || unit === 'day30'
      ? later(wall, k * count * DAYS[unit])
      : monthsLater(wall, k * count * MONTHS[unit], wall.day)
  const end = momentOf({ ...date, time: wall.time }, zone)
  return ends === 'end-of-day' ? upToMidnight(end, zone) : end
}

function upToMidnight(at: Micros, zone: string): Micros {
  const day = localDay(at, zone)
  return midnight(day, zone) === at ? at : midnight(later(day, 1), zone)
}

function calendarEdge({ unit, count, anchor }: Terms, start: Micros, zone: string, k: number) {
  const today = localDay(start, zone)
  if (unit === 'day') return midnight(later(today, k * count), zone)
  if (unit === 'week') return midnight(later(today, 8 - weekday(today) + 7 * (k * count - 1)), zone)
  if (unit !== 'month' && unit !== 'quarter' && unit !== 'year')
    throw new Error(`${unit} has no calendar`)
  const day = anchor ?? 1
  const thisMonths = monthsLater({ ...today, day: 1 }, 0, day)
  const running = dayNumber(today) < dayNumber(thisMonths) ? -1 : 0
  return midnight(monthsLater({ ...today, day: 1 }, running + k * count * MONTHS[unit], day), zone)
}

/** The period k, and the whole one that its price is for: a calendar month that was joined in the middle began before. */
export function spanOf(
  terms: Terms,
  start: Micros,
  zone: string,
  k: number,
): Span & { whole: Span } {
  const span = { from: edge(terms, start, zone, k), to: edge(terms, start, zone, k + 1) }
  if (terms.ends !== 'calendar' || k > 0) return { ...span, whole: span }
  const { unit, count, anchor } = terms
  const end = localDay(span.to, zone)
  const began =
    unit === 'day' || unit === 'week' || unit === 'day30'
      ? later(end, -count * DAYS[unit])
      : monthsLater(
          { ...end, day: 1 },
          -count * MONTHS[unit as 'month' | 'quarter' | 'year'],
          anchor ?? 1,
        )
  const from = midnight(began, zone)
  return { ...span, whole: { from: from < span.from ? from : span.from, to: span.to } }
}

/** The share of the whole that is left from a moment on, as a fraction. */
export function shareLeft(
  terms: Pick<Terms, 'proration'>,
  whole: Span,
  at: Micros,
  zone: string,
): { above: bigint; below: bigint } {
  if (terms.proration === 'none') return { above: 1n, below: 1n }
  if (terms.proration === 'day') {
    const last = dayNumber(localDay(whole.to, zone))
    const days = BigInt(last - dayNumber(localDay(whole.from, zone)))
    if (days > 0n) return { above: BigInt(last - dayNumber(localDay(at, zone))), below: days }
  }
  return { above: whole.to - at, below: whole.to - whole.from }
}
