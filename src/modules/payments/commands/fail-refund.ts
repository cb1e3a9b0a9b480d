import { must } from '#kernel/assert.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { CHART, credit, debit, findJournal, post, reverse } from '#modules/ledger/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { refundFailed } from '../events.ts'
import { refundIsSettled } from '../refusals.ts'
import { lockRefund, paymentOfRefund, settleRefund } from '../store.ts'
import { lockOwnedPayment } from './lock-owned-payment.ts'

/**
 * Books that a refund did not reach the payer: the money is back where it was taken from, and goes on from there to whoever owns the payment
 * now. Suspense holds only what nobody owns, and a merged record nothing; what the owner wants to buy with it happens at once.
 */
export async function failRefund(tx: Tx, input: { refundId: string; why: string }): Promise<void> {
  const { refundId, why } = input
  const payment = await lockOwnedPayment(tx, await paymentOfRefund(tx, refundId))
  const refund = await lockRefund(tx, refundId)
  if (refund.state === 'failed') return
  if (refund.state !== 'asked') throw refundIsSettled({ state: refund.state })
  const asked = must(
    await findJournal(tx, `payments.refund-asked:${refundId}`),
    'a refund is booked when it is asked',
  )
  await settleRefund(tx, refundId, { state: 'failed', why_failed: why })
  await reverse(tx, {
    journalId: asked.id,
    key: `payments.refund-failed:${refundId}`,
    whenClosed: 'book-now',
  })
  const amount = kes(refund.cents)
  // A payment that was reversed is nobody's any more: what comes back fills the hole that the reversal made.
  const taken = refund.subscriber_id
  const subscriberId = payment.state === 'owned' ? payment.subscriber_id : taken
  if (subscriberId !== null && subscriberId !== taken)
    await post(tx, {
      kind: 'payments.assignment',
      key: `payments.refund-assigned:${refundId}`,
      subject: { kind: 'payments.payment', id: payment.id },
      memo: `${payment.rail} ${payment.receipt}`,
      postings: [
        taken === null
          ? debit(CHART.suspense, amount, { party: payment.id })
          : debit(CHART.wallets, amount, { party: taken }),
        credit(CHART.wallets, amount, { party: subscriberId }),
      ],
    })
  audit(tx, { objects: [{ table: 'payments.refund', id: refundId }], reason: why })
  tx.emit(
    refundFailed,
    { refundId, paymentId: payment.id, subscriberId, amount: moneyToWire(amount) },
    { order: subscriberId ?? payment.id },
  )
}
