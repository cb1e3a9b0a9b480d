import type { Tx } from '#platform/tx.ts'
import { sendOrder } from '../jobs/orders.ts'
import { shortcodesToAsk } from '../queries/orders.ts'
import { insertConversation } from '../store/conversations.ts'

/** After this, nothing is expected any more. */
const PATIENCE_s = 120

/** Asks M-Pesa what each shortcode holds that can ask; one whose answer is still to come is not asked again. How many there are that can. */
export async function askBalance(tx: Tx): Promise<number> {
  const able = await shortcodesToAsk(tx)
  for (const { shortcodeId, isAsked } of able) {
    if (isAsked) continue
    const conversationId = await insertConversation(tx, {
      ...{ shortcodeId, kind: 'balance', subject: { kind: 'shortcode', id: shortcodeId } },
      lookAt: tx.now.add({ seconds: PATIENCE_s }),
    })
    tx.later(sendOrder, { conversationId }, { key: conversationId })
  }
  return able.length
}
