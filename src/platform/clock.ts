/** The only file that reads a clock. Tests and simulations pass a moved one. */
export type Clock = {
  now(): Temporal.Instant
  /** The same in epoch milliseconds, for edges that ask with each of thousands of packets a second. */
  now_ms(): number
  /** Milliseconds since some moment: for how long something lasts, whoever sets the clock of the machine meanwhile. */
  elapsed_ms(): number
}

/**
 * In whole microseconds, as PostgreSQL keeps them, rounded down: what a unit wrote at `now` is not later than `now` when
 * it is read back in the same unit.
 */
export const wallClock: Clock = {
  now: () => Temporal.Now.instant().round({ smallestUnit: 'microsecond', roundingMode: 'floor' }),
  now_ms: () => Date.now(),
  elapsed_ms: () => performance.now(),
}

/** A clock that stands still until it is moved: time passes, or somebody sets it to another time and none has passed. */
export type MovedClock = Clock & {
  set(at: string): void
  passes(duration: string): void
  jumps(duration: string): void
}

export function movedClock(start: string): MovedClock {
  let at = Temporal.Instant.from(start)
  let elapsed_ms = 0
  const pass = (next: Temporal.Instant) => {
    elapsed_ms += Math.max(0, next.epochMilliseconds - at.epochMilliseconds)
    at = next
  }
  // Days and months are civil time; the ISP's zone decides their length.
  const after = (duration: string) =>
    at.toZonedDateTimeISO('Africa/Nairobi').add(Temporal.Duration.from(duration)).toInstant()
  return {
    now: () => at,
    now_ms: () => at.epochMilliseconds,
    elapsed_ms: () => elapsed_ms,
    set: (next) => pass(Temporal.Instant.from(next)),
    passes: (duration) => pass(after(duration)),
    jumps: (duration) => {
      at = after(duration)
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
