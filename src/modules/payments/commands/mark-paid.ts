import type { Tx } from '#platform/tx.ts'
import { promptSettled } from '../events.ts'
import { updatePrompt, type PromptAtStake } from '../store/mpesa.ts'

/** The money of a prompt is booked. */
export async function markPaid(tx: Tx, prompt: PromptAtStake, paymentId: string): Promise<void> {
  const { id: promptId, subscriber_id: subscriberId } = prompt
  if (prompt.state === 'paid') return
  await updatePrompt(tx, promptId, {
    ...{ state: 'paid', why: 'paid', payment_id: paymentId, settled_at: tx.now, look_at: null },
  })
  tx.emit(promptSettled, { promptId, subscriberId, state: 'paid' }, { order: subscriberId })
}
