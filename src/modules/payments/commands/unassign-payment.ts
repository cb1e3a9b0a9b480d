import { decimalMoney, kes, moneyToWire } from '#kernel/money.ts'
import { balanceOf, CHART, credit, debit, post } from '#modules/ledger/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { paymentUnassigned } from '../events.ts'
import { alreadySpent, hasRefunds, isReversed, notOwned } from '../refusals.ts'
import { insertAssignment, refundedCents, updateOwner } from '../store.ts'
import { lockOwnedPayment } from './lock-owned-payment.ts'

/**
 * Takes a payment from somebody whose it was not, back into suspense. Where they have spent it, it is refused, or
 * they owe it from now on: that is for whoever undoes it to decide.
 */
export async function unassignPayment(
  tx: Tx,
  input: { paymentId: string; whenSpent: 'refuse' | 'let-them-owe'; reason: string },
): Promise<void> {
  const { paymentId, whenSpent, reason } = input
  const payment = await lockOwnedPayment(tx, paymentId)
  const { subscriber_id: owner } = payment
  if (payment.state === 'reversed') throw isReversed()
  if (owner === null) throw notOwned()
  if ((await refundedCents(tx, paymentId)) > 0n) throw hasRefunds()
  const amount = kes(payment.cents)
  const wallet = await balanceOf(tx, { kind: 'subscriber', id: owner }, CHART.wallets)
  if (wallet.cents < amount.cents && whenSpent === 'refuse')
    throw alreadySpent({ missing: decimalMoney(kes(amount.cents - wallet.cents)) })

  const assignment = await insertAssignment(tx, { paymentId, subscriberId: null, reason })
  await updateOwner(tx, paymentId, { state: 'suspense', subscriber_id: null, matched_by: null })
  await post(tx, {
    kind: 'payments.assignment',
    key: `payments.assignment:${assignment}`,
    subject: { kind: 'payments.payment', id: paymentId },
    memo: `${payment.rail} ${payment.receipt}`,
    postings: [
      debit(CHART.wallets, amount, { party: owner, passZero: 'allowed' }),
      credit(CHART.suspense, amount, { party: paymentId }),
    ],
  })
  audit(tx, { objects: [{ table: 'payments.payment', id: paymentId }], reason })
  tx.emit(
    paymentUnassigned,
    { paymentId, subscriberId: owner, amount: moneyToWire(amount) },
    { order: owner },
  )
}
