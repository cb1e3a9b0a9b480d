import { assert } from '#kernel/assert.ts'

/** A stretch of time, half-open: `from` is in it, `to` is the first instant that is not. Never empty. */
export type Period = { readonly from: Temporal.Instant; readonly to: Temporal.Instant }

const compare = Temporal.Instant.compare

export function period(from: Temporal.Instant, to: Temporal.Instant): Period {
  assert(compare(from, to) < 0, `a period ends after it starts: ${from} – ${to}`)
  return { from, to }
}

export function isWithin(span: Period, at: Temporal.Instant): boolean {
  return compare(span.from, at) <= 0 && compare(at, span.to) < 0
}

export function covers(outer: Period, inner: Period): boolean {
  return compare(outer.from, inner.from) <= 0 && compare(inner.to, outer.to) <= 0
}

/** What two periods share; nothing when they only touch. */
export function overlap(one: Period, other: Period): Period | undefined {
  const from = compare(one.from, other.from) >= 0 ? one.from : other.from
  const to = compare(one.to, other.to) <= 0 ? one.to : other.to
  return compare(from, to) < 0 ? { from, to } : undefined
}

/** Cuts a period at instants. The parts touch, in order, and together are the whole; cuts outside it do nothing. */
export function splitAt(span: Period, cuts: readonly Temporal.Instant[]): Period[] {
  const inside = cuts
    .filter((cut) => compare(span.from, cut) < 0 && compare(cut, span.to) < 0)
    .toSorted(compare)
  const edges = [span.from, ...inside, span.to]
  return edges.flatMap((from, place) => {
    const to = edges[place + 1]
    return to && compare(from, to) < 0 ? [{ from, to }] : []
  })
}

/** Nanoseconds are more than billing needs and more than a number holds; milliseconds are exact. */
export function length_ms(span: Period): number {
  return span.to.epochMilliseconds - span.from.epochMilliseconds
}

/** The local day in a zone. Its length may be 23 or 25 hours where clocks change. */
export function dayOf(date: Temporal.PlainDate, zone: string): Period {
  return { from: startOfDay(date, zone), to: startOfDay(date.add({ days: 1 }), zone) }
}

/**
 * The month that holds `at` for somebody whose months start on `anchor` (1–31). In shorter months the
 * start moves to the last day and comes back after: anchor 31 gives 31 Jan, 28 Feb, 31 Mar. The anchor is
 * therefore kept, never worked out from the month before, or it would stay at 28 for ever.
 */
export function monthAround(at: Temporal.Instant, anchor: number, zone: string): Period {
  const today = at.toZonedDateTimeISO(zone).toPlainDate()
  const thisMonth = today.toPlainYearMonth()
  const started = Temporal.PlainDate.compare(anchorIn(thisMonth, anchor), today) <= 0
  return monthFrom(started ? thisMonth : thisMonth.subtract({ months: 1 }), anchor, zone)
}

/** The month that follows, keeping the anchor. */
export function monthAfter(month: Period, anchor: number, zone: string): Period {
  return monthAround(month.to, anchor, zone)
}

function monthFrom(month: Temporal.PlainYearMonth, anchor: number, zone: string): Period {
  return {
    from: startOfDay(anchorIn(month, anchor), zone),
    to: startOfDay(anchorIn(month.add({ months: 1 }), anchor), zone),
  }
}

function anchorIn(month: Temporal.PlainYearMonth, anchor: number): Temporal.PlainDate {
  assert(
    Number.isInteger(anchor) && anchor >= 1 && anchor <= 31,
    `an anchor is 1–31, not ${anchor}`,
  )
  return month.toPlainDate({ day: Math.min(anchor, month.daysInMonth) })
}

function startOfDay(date: Temporal.PlainDate, zone: string): Temporal.Instant {
  return date.toZonedDateTime(zone).toInstant()
}
