import { divideRounded } from '#kernel/money.ts'
import type { Period } from '#kernel/period.ts'

const compare = Temporal.Instant.compare

/**
 * Of a line's net, what is not earned at a moment: by the second over its period, after what was credited of it, which
 * takes the unearned part first. The sum over all lines is the balance of deferred revenue; `billing.unearned` is the same in
 * the database, which knows microseconds: counted in coarser ones the two would be a cent apart for good, now and then.
 */
export function unearnedOf(
  net: bigint,
  credited: bigint,
  period: Period | null,
  at: Temporal.Instant,
): bigint {
  if (!period) return 0n
  const span = (from: Temporal.Instant) => period.to.epochNanoseconds - from.epochNanoseconds
  const value =
    compare(at, period.from) <= 0
      ? net
      : compare(at, period.to) >= 0
        ? 0n
        : divideRounded(net * span(at), span(period.from))
  return value > credited ? value - credited : 0n
}
