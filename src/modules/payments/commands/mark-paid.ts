import { kes, moneyToWire } from '#kernel/money.ts'
import type { Tx } from '#platform/tx.ts'
import { promptSettled, purchasePaid } from '../events.ts'
import { ownerOf } from '../store.ts'
import { lockPromptOfPayment, updatePrompt, type PromptAtStake } from '../store/mpesa.ts'

/**
 * The money of a prompt is booked, also where the prompt had come to nothing before and was paid by hand. Another one of the same person
 * that was taken for what this money answers is asked about again: whoever names a prompt knows better.
 */
export async function markPaid(tx: Tx, prompt: PromptAtStake, paymentId: string): Promise<void> {
  const { id: promptId, subscriber_id: subscriberId, purpose, reference } = prompt
  if (prompt.state === 'paid') return
  await reopen(tx, paymentId)
  await updatePrompt(tx, promptId, {
    ...{ state: 'paid', why: 'paid', payment_id: paymentId, settled_at: tx.now, look_at: null },
  })
  const order = { order: subscriberId ?? promptId }
  tx.emit(promptSettled, { promptId, subscriberId, state: 'paid' }, order)
  if (purpose === null || reference === null) return
  const bought = { promptId, purpose, reference, paymentId }
  const amount = moneyToWire(kes(prompt.cents))
  tx.emit(purchasePaid, { ...bought, subscriberId: await ownerOf(tx, paymentId), amount }, order)
}

async function reopen(tx: Tx, paymentId: string): Promise<void> {
  const other = await lockPromptOfPayment(tx, paymentId)
  if (!other) return
  const isOpen = other.checkout_id !== null && !other.is_asked
  await updatePrompt(tx, other.id, {
    ...{ payment_id: null, looks: 0, state: isOpen ? 'open' : 'timed-out' },
    ...(isOpen
      ? { why: null, settled_at: null, look_at: tx.now }
      : { why: 'unknown-code', settled_at: tx.now, look_at: null }),
  })
}
