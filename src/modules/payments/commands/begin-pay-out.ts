import { must } from '#kernel/assert.ts'
import type { Tx } from '#platform/tx.ts'
import type { Door } from '../outside/mpesa/port.ts'
import { doorOfShortcode } from '../queries/doors.ts'
import { lockRefund } from '../store.ts'
import { lockConversation, updateConversation } from '../store/conversations.ts'

type PayingOut = { readonly door: Door; readonly hookSecret: string; readonly shillings: bigint }

/** Marks that a payout is being sent from here on. Nothing where that was marked before: then it may have been sent. */
export async function beginPayOut(tx: Tx, conversationId: string): Promise<PayingOut | undefined> {
  const conversation = must(
    await lockConversation(tx, conversationId),
    'a payout is written down before it is sent',
  )
  if (conversation.state !== 'sending' || conversation.looks > 0) return undefined
  await updateConversation(tx, conversationId, { looks: 1 })
  const { cents } = await lockRefund(tx, conversation.subject_id)
  const opened = await doorOfShortcode(tx, conversation.shortcode_id)
  return { ...opened, shillings: cents / 100n }
}
