import type { Tx } from '#platform/tx.ts'
import { lockConversation, updateConversation } from '../store/conversations.ts'
import type { TellingEnd } from '../store/mpesa.ts'

/**
 * Daraja gives a request back that waited too long in its queue. That says nothing about what became of it: it is unknown from now on,
 * and looked after.
 */
export async function readTimeout(
  tx: Tx,
  telling: { readonly conversation_id: string | null },
): Promise<TellingEnd> {
  const { conversation_id: id } = telling
  const conversation = id === null ? undefined : await lockConversation(tx, id)
  if (!conversation) return { state: 'odd', why: 'unknown-question' }
  if (conversation.state === 'sending' || conversation.state === 'sent')
    await updateConversation(tx, conversation.id, { state: 'unknown', look_at: tx.now })
  return { state: 'done' }
}
