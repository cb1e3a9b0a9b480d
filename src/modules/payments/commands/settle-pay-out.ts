import type { Tx } from '#platform/tx.ts'
import { updateConversation, type Conversation } from '../store/conversations.ts'
import { lockRefund } from '../store.ts'
import { confirmRefund } from './confirm-refund.ts'
import { keepLooking } from './keep-looking.ts'

/** What became of a payout, as M-Pesa says. */
export type PayOutEnd =
  | {
      readonly kind: 'paid'
      readonly receipt: string
      readonly account: number
      readonly at: Temporal.Instant | undefined
    }
  | { readonly kind: 'failed'; readonly code: string; readonly said: string }
  /** Nobody knows: it is asked about again later, and never sent again. */
  | { readonly kind: 'unknown'; readonly said: string }

/**
 * Settles a payout, and the refund with it where the money has arrived; what failed leaves the refund for a person to send again or give up.
 * That it arrived after all is a fact, also where M-Pesa had said no: `paid-after-all` where the refund was settled in another way meanwhile,
 * so that the money is gone and only a person can say what it was.
 */
export async function settlePayOut(
  tx: Tx,
  payOut: Conversation,
  end: PayOutEnd,
): Promise<'settled' | 'paid-after-all'> {
  if (payOut.state === 'done' || (payOut.state === 'failed' && end.kind !== 'paid'))
    return 'settled'
  switch (end.kind) {
    case 'paid': {
      const { receipt, account, at } = end
      const refundId = payOut.subject_id
      const refund = await lockRefund(tx, refundId)
      await updateConversation(tx, payOut.id, {
        ...{ state: 'done', receipt, settled_at: tx.now, look_at: null, code: '0' },
      })
      if (refund.state === 'paid' && refund.receipt === receipt) return 'settled'
      if (refund.state !== 'asked') return 'paid-after-all'
      await confirmRefund(tx, { refundId, receipt, from: { account }, ...(at && { paidAt: at }) })
      return 'settled'
    }
    case 'failed':
      await updateConversation(tx, payOut.id, {
        ...{ state: 'failed', code: end.code, said: end.said, settled_at: tx.now, look_at: null },
      })
      return 'settled'
    case 'unknown':
      await keepLooking(tx, payOut, end.said)
      return 'settled'
  }
}
