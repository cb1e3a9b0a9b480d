import type { Tx } from '#platform/tx.ts'
import { lockPayOutOf } from '../store/conversations.ts'
import { refundIsOnItsWay } from '../refusals.ts'
import { paymentOfRefund } from '../store.ts'
import { confirmRefund } from './confirm-refund.ts'
import { failRefund } from './fail-refund.ts'
import { lockOwnedPayment } from './lock-owned-payment.ts'
import { settlePayOut } from './settle-pay-out.ts'

/**
 * A person says what became of a refund: that it was paid, with the receipt, or that it is given up. Not while M-Pesa may be paying it: the
 * payer would have it twice. A payout of which M-Pesa says nothing any more is theirs to judge, and ends with it.
 */
export async function settleRefundByHand(
  tx: Tx,
  refundId: string,
  said: { readonly receipt: string } | { readonly why: string },
): Promise<void> {
  await lockOwnedPayment(tx, await paymentOfRefund(tx, refundId))
  const payOut = await lockPayOutOf(tx, refundId)
  if (payOut && payOut.look_at !== null) throw refundIsOnItsWay()
  if ('receipt' in said) await confirmRefund(tx, { refundId, receipt: said.receipt })
  else await failRefund(tx, { refundId, why: said.why })
  if (!payOut) return
  const why = 'receipt' in said ? 'Paid in another way' : said.why
  await settlePayOut(tx, payOut, { kind: 'failed', code: 'staff', said: why })
}
