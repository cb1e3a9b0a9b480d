import type { Tx } from '#platform/tx.ts'
import type { Outcome, Taken } from '../outside/mpesa/port.ts'
import { lockConversation, updateConversation } from '../store/conversations.ts'

/**
 * What Daraja said when it was asked. An answer that came first stays. What nobody knows to have been taken is unknown, and is looked
 * after, never asked again as something new.
 */
export async function recordTaken(
  tx: Tx,
  conversationId: string,
  outcome: Outcome<Pick<Taken, 'originator'>>,
): Promise<void> {
  const conversation = await lockConversation(tx, conversationId)
  if (conversation?.state !== 'sending') return
  switch (outcome.kind) {
    case 'done':
      return updateConversation(tx, conversationId, {
        ...{ state: 'sent', theirs: outcome.done.originator },
      })
    case 'unknown':
      return updateConversation(tx, conversationId, { state: 'unknown', said: outcome.said })
    case 'busy':
    case 'refused':
      return updateConversation(tx, conversationId, {
        ...{ state: 'failed', said: outcome.said, settled_at: tx.now, look_at: null },
        code: outcome.kind === 'busy' ? 'busy' : outcome.code,
      })
  }
}
