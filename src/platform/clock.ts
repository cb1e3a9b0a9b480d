/** The only file that reads a clock. Tests and simulations pass a moved one. */
export type Clock = {
  now(): Temporal.Instant
  /** The same in epoch milliseconds, for edges that ask with each of thousands of packets a second. */
  now_ms(): number
}

/**
 * In whole microseconds, as PostgreSQL keeps them, rounded down: what a unit wrote at `now` is not later than `now` when
 * it is read back in the same unit.
 */
export const wallClock: Clock = {
  now: () => Temporal.Now.instant().round({ smallestUnit: 'microsecond', roundingMode: 'floor' }),
  now_ms: () => Date.now(),
}

/** A clock that stands still until it is moved. */
export function movedClock(
  start: string,
): Clock & { set(at: string): void; passes(duration: string): void } {
  let at = Temporal.Instant.from(start)
  return {
    now: () => at,
    now_ms: () => at.epochMilliseconds,
    set: (next) => {
      at = Temporal.Instant.from(next)
    },
    // Days and months are civil time; the ISP's zone decides their length.
    passes: (duration) => {
      at = at.toZonedDateTimeISO('Africa/Nairobi').add(Temporal.Duration.from(duration)).toInstant()
    },
  }
}

/** Milliseconds for measuring how long something took; unrelated to the time of day. */
export function stopwatch(): () => number {
  const start = performance.now()
  return () => performance.now() - start
}

/** For libraries that know no Temporal. */
export function dateOf(at: Temporal.Instant): Date {
  return new Date(at.epochMilliseconds)
}
