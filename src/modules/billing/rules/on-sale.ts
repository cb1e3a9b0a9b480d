import type { PlanVersion } from '#modules/catalog/contract.ts'

/** Whether a version of a plan can be chosen at a moment. */
export function isOnSale(
  { state, sellFrom, sellUntil }: PlanVersion,
  at: Temporal.Instant,
): boolean {
  return (
    state === 'published' &&
    sellFrom !== null &&
    Temporal.Instant.compare(Temporal.Instant.from(sellFrom), at) <= 0 &&
    (sellUntil === null || Temporal.Instant.compare(at, Temporal.Instant.from(sellUntil)) < 0)
  )
}
