import { kes, moneyToWire } from '#kernel/money.ts'
import { CHART, credit, debit, post } from '#modules/ledger/index.ts'
import { lockStanding } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { paymentAssigned } from '../events.ts'
import { isReversed, notInSuspense, ownerNotFound, refundTooHigh } from '../refusals.ts'
import { insertAssignment, lockPayment, refundedCents, updateOwner } from '../store.ts'

/**
 * Gives a payment in suspense to its owner, as far as it was not given back. What the owner wants to buy with it
 * happens as if it had come with the right number.
 */
export async function assignPayment(
  tx: Tx,
  input: {
    paymentId: string
    subscriberId: string
    reason: string
    by?: 'staff' | 'caller' | 'claim' | 'invoice-number'
  },
): Promise<void> {
  const { paymentId, reason, by = 'staff' } = input
  const subscriberId = (await lockStanding(tx, [input.subscriberId])).get(input.subscriberId)
  if (subscriberId === undefined) throw ownerNotFound()
  const payment = await lockPayment(tx, paymentId)
  if (payment.state === 'reversed') throw isReversed()
  if (payment.state === 'owned') throw notInSuspense()
  const amount = kes(payment.cents - (await refundedCents(tx, paymentId)))
  if (amount.cents === 0n) throw refundTooHigh({ left: '0.00' })

  const assignment = await insertAssignment(tx, { paymentId, subscriberId, reason })
  await updateOwner(tx, paymentId, {
    ...{ state: 'owned', subscriber_id: subscriberId, matched_by: by },
  })
  await post(tx, {
    kind: 'payments.assignment',
    key: `payments.assignment:${assignment}`,
    subject: { kind: 'payments.payment', id: paymentId },
    memo: `${payment.rail} ${payment.receipt}`,
    postings: [
      debit(CHART.suspense, amount, { party: paymentId }),
      credit(CHART.wallets, amount, { party: subscriberId }),
    ],
  })
  audit(tx, { objects: [{ table: 'payments.payment', id: paymentId }], reason })
  tx.emit(
    paymentAssigned,
    { paymentId, subscriberId, amount: moneyToWire(amount) },
    { order: subscriberId },
  )
}
