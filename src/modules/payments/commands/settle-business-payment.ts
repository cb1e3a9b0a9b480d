import type { Tx } from '#platform/tx.ts'
import { updateConversation, type Conversation } from '../store/conversations.ts'
import { lockBusinessPayment, updateBusinessPayment } from '../store/business-payments.ts'
import { bookBusinessPayment } from './book-business-payment.ts'
import type { OrderEnd } from '../rules/order-end.ts'
import { keepLooking } from './keep-looking.ts'

/** Settles what was paid to a business. That it arrived after all is a fact, also where somebody had given it up. */
export async function settleBusinessPayment(
  tx: Tx,
  { order, account }: { order: Conversation; account: number },
  end: OrderEnd,
): Promise<void> {
  if (order.state === 'done' || (order.state === 'failed' && end.kind !== 'done')) return
  const paid = await lockBusinessPayment(tx, order.subject_id)
  switch (end.kind) {
    case 'done': {
      const { receipt, at } = end
      if (receipt === null) return keepLooking(tx, order, 'Paid, without a receipt')
      if (paid.state !== 'paid') await bookBusinessPayment(tx, paid, { receipt, account, at })
      return updateConversation(tx, order.id, {
        ...{ state: 'done', code: '0', receipt, settled_at: tx.now, look_at: null },
      })
    }
    case 'failed':
      await updateConversation(tx, order.id, {
        ...{ state: 'failed', code: end.code, said: end.said, settled_at: tx.now, look_at: null },
      })
      if (paid.state === 'asked')
        await updateBusinessPayment(tx, paid.id, { state: 'failed', why_failed: end.said })
      return
    case 'unknown':
      return keepLooking(tx, order, end.said)
  }
}
