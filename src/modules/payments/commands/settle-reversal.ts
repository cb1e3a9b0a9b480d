import type { Tx } from '#platform/tx.ts'
import { lockPayment } from '../store.ts'
import { updateConversation, type Conversation } from '../store/conversations.ts'
import type { OrderEnd } from '../rules/order-end.ts'
import { keepLooking } from './keep-looking.ts'
import { reversePayment } from './reverse-payment.ts'

/** Settles a reversal that we asked for, and the payment with it: a statement may have told of it before. What failed may be asked for again. */
export async function settleReversal(tx: Tx, order: Conversation, end: OrderEnd): Promise<void> {
  if (order.state === 'done' || (order.state === 'failed' && end.kind !== 'done')) return
  switch (end.kind) {
    case 'done': {
      const { subject_id: paymentId } = order
      const { receipt, at } = end
      const { state } = await lockPayment(tx, paymentId)
      if (state !== 'reversed')
        await reversePayment(tx, {
          ...{ paymentId, because: 'provider', reason: order.reason ?? 'Reversed at M-Pesa' },
          ...(at && { at }),
        })
      return updateConversation(tx, order.id, {
        ...{ state: 'done', code: '0', receipt, settled_at: tx.now, look_at: null },
      })
    }
    case 'failed':
      return updateConversation(tx, order.id, {
        ...{ state: 'failed', code: end.code, said: end.said, settled_at: tx.now, look_at: null },
      })
    case 'unknown':
      return keepLooking(tx, order, end.said)
  }
}
