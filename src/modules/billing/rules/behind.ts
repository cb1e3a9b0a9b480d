import { nextCycle } from './charge-cycle.ts'
import type { CycleFacts, PayersCycle } from './cycle-facts.ts'

/** Payers whose next cycle is over as well: somebody should know why nobody invoiced them. */
export function countBehind(
  done: readonly { readonly cycle: PayersCycle; readonly goesOn: boolean }[],
  cutoff: Temporal.Instant,
  facts: CycleFacts,
): number {
  return done.filter(
    ({ cycle, goesOn }) =>
      goesOn &&
      cycle.kind !== 'payg' &&
      Temporal.Instant.compare(nextCycle(cycle, facts).to, cutoff) <= 0,
  ).length
}
