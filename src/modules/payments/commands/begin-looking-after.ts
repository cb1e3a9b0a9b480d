import type { Tx } from '#platform/tx.ts'
import type { Door } from '../outside/mpesa/port.ts'
import { doorOfShortcode } from '../queries/doors.ts'
import { insertConversation, lockConversation } from '../store/conversations.ts'
import { settlePayOut } from './settle-pay-out.ts'

type Looking = { readonly conversationId: string; readonly door: Door; readonly hookSecret: string }

/** Puts the question what became of a payout of which nothing was heard. Nothing where it is settled meanwhile. */
export async function beginLookingAfter(tx: Tx, payOutId: string): Promise<Looking | undefined> {
  const payOut = await lockConversation(tx, payOutId)
  if (!payOut || payOut.look_at === null) return undefined
  await settlePayOut(tx, payOut, { kind: 'unknown', said: payOut.said ?? 'no answer' })
  const { shortcode_id: shortcodeId } = payOut
  const conversationId = await insertConversation(tx, {
    ...{ shortcodeId, kind: 'status', lookAt: null },
    subject: { kind: 'conversation', id: payOutId },
  })
  return { conversationId, ...(await doorOfShortcode(tx, shortcodeId)) }
}
