/** Minutes between two counts of who is online. */
export const COUNTED_EVERY_minutes = 5
export const KEPT_days = 31

const EVERY_ns = BigInt(COUNTED_EVERY_minutes) * 60_000_000_000n

/** The moment for which a count stands: the last whole five minutes. */
export function countedAt(now: Temporal.Instant): Temporal.Instant {
  const ns = now.epochNanoseconds
  return Temporal.Instant.fromEpochNanoseconds(ns - (ns % EVERY_ns))
}
