import type { Period } from '#kernel/period.ts'
import { valueLeft } from './proration.ts'

/**
 * Of a line's net, what is not earned at a moment: by the second over its period, after what was credited of it, which
 * takes the unearned part first. The sum over all lines is the balance of deferred revenue; `billing.unearned` is the same in
 * the database.
 */
export function unearnedOf(
  net: bigint,
  credited: bigint,
  period: Period | null,
  at: Temporal.Instant,
): bigint {
  if (!period) return 0n
  const left = valueLeft(net, period, at, { in: 'second', zone: 'UTC' }) - credited
  return left > 0n ? left : 0n
}
