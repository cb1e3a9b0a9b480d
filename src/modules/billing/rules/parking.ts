import { Refusal } from '#kernel/refusal.ts'
import type { PayersCycle } from './cycle-facts.ts'

/** What staff read of a failure: a refusal in its own words, anything else as a fault with its message. */
export function reasonOf(error: unknown): { code: string; reason: string } {
  if (error instanceof Refusal) return { code: error.code, reason: error.message }
  const reason = error instanceof Error ? error.message : String(error)
  return { code: 'fault', reason: reason.slice(0, 500) }
}

/** Those who could not be priced, as a run keeps them. */
export function parkedRows(
  priced: readonly { cycle: PayersCycle; parked?: { code: string; reason: string } }[],
) {
  return priced.flatMap(({ cycle: { payerId, kind, from }, parked }) =>
    parked ? [{ payerId, kind, from, ...parked }] : [],
  )
}
