/** A pause that was, or that runs. */
export type Pause = {
  readonly from: Temporal.Instant
  readonly to: Temporal.Instant | null
  /** Whether its time is charged. */
  readonly bills: boolean
}
/** How many days of a year pauses cost nothing, and from how many on one costs nothing at all. */
export type PauseTerms = { readonly freeDays: number; readonly leastDays: number }

export const PAUSE_YEAR = { hours: 24 * 365 }
const DAY_hours = 24

/** Whole days of the last year that pauses have not been charged; a day that was begun counts. */
export function pausedDays(pauses: readonly Pause[], now: Temporal.Instant): number {
  const since = now.subtract(PAUSE_YEAR)
  return pauses
    .filter(({ bills }) => !bills)
    .map(({ from, to }) => {
      const end = to === null || Temporal.Instant.compare(to, now) > 0 ? now : to
      const begin = Temporal.Instant.compare(from, since) < 0 ? since : from
      return Math.max(0, Math.ceil(begin.until(end).total('hours') / DAY_hours))
    })
    .reduce((sum, days) => sum + days, 0)
}

/**
 * What a pause that begins now is: without a charge for as many days as are left of the year, after which the service comes back by itself;
 * where none are left that would count, charged, until it is ended.
 */
export function pauseFrom(
  now: Temporal.Instant,
  pauses: readonly Pause[],
  { freeDays, leastDays }: PauseTerms,
): { readonly bills: boolean; readonly to: Temporal.Instant | null } {
  const left = freeDays - pausedDays(pauses, now)
  return left < Math.max(1, leastDays)
    ? { bills: true, to: null }
    : { bills: false, to: now.add({ hours: left * DAY_hours }) }
}

/** Whoever comes back before that was away for no pause: the time is charged, so that nobody pauses every night. */
export function isTooShort(
  { from }: Pause,
  now: Temporal.Instant,
  { leastDays }: PauseTerms,
): boolean {
  return from.until(now).total('hours') < leastDays * DAY_hours
}
