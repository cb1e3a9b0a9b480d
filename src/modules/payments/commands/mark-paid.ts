import { kes, moneyToWire } from '#kernel/money.ts'
import type { Tx } from '#platform/tx.ts'
import { promptSettled, purchasePaid } from '../events.ts'
import { ownerOf } from '../store.ts'
import { updatePrompt, type PromptAtStake } from '../store/mpesa.ts'

/** The money of a prompt is booked, also where the prompt had come to nothing before and was paid by hand. */
export async function markPaid(tx: Tx, prompt: PromptAtStake, paymentId: string): Promise<void> {
  const { id: promptId, subscriber_id: subscriberId, purpose, reference } = prompt
  if (prompt.state === 'paid') return
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
