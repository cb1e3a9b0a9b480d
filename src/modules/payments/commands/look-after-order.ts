import type { Tx } from '#platform/tx.ts'
import type { Door, StatusAsk } from '../outside/mpesa/port.ts'
import { doorOfShortcode } from '../queries/doors.ts'
import { lockPayment } from '../store.ts'
import {
  insertConversation,
  lockConversation,
  updateConversation,
  type Conversation,
} from '../store/conversations.ts'
import { keepLooking } from './keep-looking.ts'

type Looking = {
  readonly conversationId: string
  readonly about: StatusAsk['about']
  readonly door: Door
  readonly hookSecret: string
}

/**
 * Puts the question what became of an order of which nothing was heard. Nothing where it is settled meanwhile, or cannot be asked about:
 * a balance is simply asked for again by whoever wants it, and of an order that Daraja never gave a name a person has to find out.
 */
export async function lookAfterOrder(tx: Tx, orderId: string): Promise<Looking | undefined> {
  const order = await lockConversation(tx, orderId)
  if (!order || order.look_at === null) return undefined
  if (order.kind === 'balance') {
    const said = order.said ?? 'no answer'
    await updateConversation(tx, orderId, {
      ...{ state: 'failed', code: 'silent', said, settled_at: tx.now, look_at: null },
    })
    return undefined
  }
  const said = order.said ?? 'no answer'
  const about = await nameOf(tx, order)
  if (!about) {
    await updateConversation(tx, orderId, { state: 'unknown', said, look_at: null })
    return undefined
  }
  await keepLooking(tx, order, said)
  const { shortcode_id: shortcodeId } = order
  const conversationId = await insertConversation(tx, {
    ...{ shortcodeId, kind: 'status', lookAt: null },
    subject: { kind: 'conversation', id: orderId },
  })
  return { conversationId, about, ...(await doorOfShortcode(tx, shortcodeId)) }
}

/** A reversal is asked about by the payment: that has the state `reversed` once it came through. */
async function nameOf(tx: Tx, order: Conversation): Promise<StatusAsk['about'] | undefined> {
  if (order.kind === 'reversal')
    return { receipt: (await lockPayment(tx, order.subject_id)).receipt }
  return order.theirs === null ? undefined : { originator: order.theirs }
}
