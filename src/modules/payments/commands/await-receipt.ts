import type { Tx } from '#platform/tx.ts'
import { promptSettled } from '../events.ts'
import { updatePrompt, type PromptAtStake } from '../store/mpesa.ts'

const FIRST_LOOK_s = 30

/** M-Pesa says that it was paid, and the receipt is still on its way: by the confirmation, or by Pull. */
export async function awaitReceipt(tx: Tx, prompt: PromptAtStake): Promise<void> {
  const { id: promptId, subscriber_id: subscriberId } = prompt
  if (prompt.state === 'paid' || prompt.state === 'confirming') return
  await updatePrompt(tx, promptId, {
    ...{ state: 'confirming', why: null, settled_at: null, looks: 0 },
    look_at: tx.now.add({ seconds: FIRST_LOOK_s }),
  })
  tx.emit(
    promptSettled,
    { promptId, subscriberId, state: 'confirming' },
    { order: subscriberId ?? promptId },
  )
}
