import { lockStanding } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { lockPayment, ownerOf } from '../store.ts'

/**
 * Locks a payment after its owner, as every unit does that moves money, and answers it with whoever stands for them now: what a merged
 * record owned is the kept one's. Whoever became its owner meanwhile is locked last: where that meets a unit that waits for this
 * payment, PostgreSQL ends one of the two, and it starts over.
 */
export async function lockOwnedPayment(tx: Tx, paymentId: string) {
  const before = await ownerOf(tx, paymentId)
  if (before !== null) await lockStanding(tx, [before])
  const payment = await lockPayment(tx, paymentId)
  const { subscriber_id: owner } = payment
  if (owner === null) return payment
  return { ...payment, subscriber_id: (await lockStanding(tx, [owner])).get(owner) ?? owner }
}
