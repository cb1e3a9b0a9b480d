import { dayOf } from '#kernel/period.ts'

/** A local day of which revenue is earned, and the day on which that is booked. */
export type EarnedDay = {
  readonly day: Temporal.PlainDate
  readonly from: Temporal.Instant
  readonly to: Temporal.Instant
  /** The day itself; where its books are closed, the first day of the books that are open. */
  readonly bookedOn: Temporal.PlainDate
}

/**
 * The local days between two moments, each to its own midnight: what is earned on the last day of a month belongs to that month,
 * although it can be counted only in the next one. `openFrom` is the first day that the books still take.
 */
export function earnedDays(about: {
  since: Temporal.Instant
  /** A local midnight. */
  until: Temporal.Instant
  zone: string
  openFrom: Temporal.PlainDate | null
}): EarnedDay[] {
  const { since, until, zone, openFrom } = about
  const days: EarnedDay[] = []
  let from = since
  while (Temporal.Instant.compare(from, until) < 0) {
    const day = from.toZonedDateTimeISO(zone).toPlainDate()
    const { to } = dayOf(day, zone)
    const isClosed = openFrom !== null && Temporal.PlainDate.compare(day, openFrom) < 0
    days.push({ day, from, to, bookedOn: isClosed ? openFrom : day })
    from = to
  }
  return days
}

/** When it is booked: as late on its day as can be, which for today is now. */
export function bookedAt(
  day: Temporal.PlainDate,
  zone: string,
  now: Temporal.Instant,
): Temporal.Instant {
  const last = dayOf(day, zone).to.subtract({ microseconds: 1 })
  return Temporal.Instant.compare(last, now) < 0 ? last : now
}
