import { kes, moneyToWire } from '#kernel/money.ts'
import { CHART, credit, debit, post } from '#modules/ledger/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { refundPaid } from '../events.ts'
import { receiptMissing, refundIsSettled } from '../refusals.ts'
import { parseReceipt } from '../rules/receipt.ts'
import { lockPayment, lockRefund, paymentOfRefund, settleRefund } from '../store.ts'

/**
 * Books that a refund has reached the payer: it leaves the account that the payment came into, unless another is named. The same
 * receipt again does nothing.
 */
export async function confirmRefund(
  tx: Tx,
  input: {
    refundId: string
    receipt: string
    from?: { account: number; party?: string }
    paidAt?: Temporal.Instant
  },
): Promise<void> {
  const { refundId, from, paidAt } = input
  const receipt = parseReceipt(input.receipt)
  if (receipt === undefined) throw receiptMissing({}, [{ path: 'receipt', message: 'Write it.' }])
  const payment = await lockPayment(tx, await paymentOfRefund(tx, refundId))
  const refund = await lockRefund(tx, refundId)
  if (refund.state === 'paid' && refund.receipt === receipt) return
  if (refund.state !== 'asked') throw refundIsSettled({ state: refund.state })
  const amount = kes(refund.cents)
  const account = from?.account ?? payment.into_account
  const party = from ? from.party : (payment.drawer_of ?? undefined)

  await settleRefund(tx, refundId, { state: 'paid', receipt })
  await post(tx, {
    kind: 'payments.refund-paid',
    key: `payments.refund-paid:${refundId}`,
    subject: { kind: 'payments.refund', id: refundId },
    memo: `${payment.rail} ${receipt}`,
    whenClosed: 'book-now',
    ...(paidAt && { bookedAt: paidAt }),
    postings: [
      debit(CHART.refundsOnTheirWay, amount, { party: refundId }),
      credit(account, amount, party === undefined ? {} : { party }),
    ],
  })
  audit(tx, { objects: [{ table: 'payments.refund', id: refundId }] })
  const { subscriber_id: subscriberId } = refund
  tx.emit(
    refundPaid,
    { refundId, paymentId: payment.id, subscriberId, amount: moneyToWire(amount) },
    { order: subscriberId ?? payment.id },
  )
}
