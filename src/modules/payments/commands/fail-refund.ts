import { must } from '#kernel/assert.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { findJournal, reverse } from '#modules/ledger/index.ts'
import { lockSubscribers } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { refundFailed } from '../events.ts'
import { refundIsSettled } from '../refusals.ts'
import { lockRefund, refundOwner, settleRefund } from '../store.ts'

/** Books that a refund did not reach the payer: the money is back where it was taken from. */
export async function failRefund(tx: Tx, input: { refundId: string; why: string }): Promise<void> {
  const { refundId, why } = input
  const owner = await refundOwner(tx, refundId)
  if (owner !== null) await lockSubscribers(tx, [owner])
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
  audit(tx, { objects: [{ table: 'payments.refund', id: refundId }], reason: why })
  const { payment_id: paymentId, subscriber_id: subscriberId } = refund
  tx.emit(
    refundFailed,
    { refundId, paymentId, subscriberId, amount: moneyToWire(kes(refund.cents)) },
    { order: subscriberId ?? paymentId },
  )
}
