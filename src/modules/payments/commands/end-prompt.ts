import type { Tx } from '#platform/tx.ts'
import { promptSettled } from '../events.ts'
import type { PushEnd } from '../rules/push-result.ts'
import { updatePrompt, type PromptAtStake } from '../store/mpesa.ts'

/** M-Pesa says that a prompt came to nothing. What has been paid, or ended before, stays as it is. */
export async function endPrompt(tx: Tx, prompt: PromptAtStake, end: PushEnd): Promise<void> {
  const { id: promptId, subscriber_id: subscriberId } = prompt
  if (prompt.state !== 'asking' && prompt.state !== 'open') return
  await updatePrompt(tx, promptId, {
    ...{ state: end.state, why: end.why, settled_at: tx.now, look_at: null },
    again_at: end.again_s === null ? null : tx.now.add({ seconds: end.again_s }),
  })
  tx.emit(
    promptSettled,
    { promptId, subscriberId, state: end.state },
    { order: subscriberId ?? promptId },
  )
}
