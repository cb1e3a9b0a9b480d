import { must } from '#kernel/assert.ts'
import { kes, moneyToWire, type Money } from '#kernel/money.ts'
import { CHART, credit, debit, findJournal, post, reverse } from '#modules/ledger/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { paymentReversed } from '../events.ts'
import { hasRefunds, isReversed } from '../refusals.ts'
import { refundedCents, refundedFromSuspense, updateState } from '../store.ts'
import { lockOwnedPayment } from './lock-owned-payment.ts'

/**
 * Undoes a payment whose money is not there: the provider took it back, or somebody booked it by mistake. What a
 * provider did is a fact and never refused: whoever has spent the money owes it from now on.
 */
export async function reversePayment(
  tx: Tx,
  input: {
    paymentId: string
    because: 'provider' | 'mistake'
    reason: string
    at?: Temporal.Instant
  },
): Promise<void> {
  const { paymentId, because, reason, at } = input
  const payment = await lockOwnedPayment(tx, paymentId)
  const { subscriber_id: owner } = payment
  if (payment.state === 'reversed') throw isReversed()
  if (because === 'mistake' && (await refundedCents(tx, paymentId)) > 0n) throw hasRefunds()

  const amount = kes(payment.cents)
  const receipt = must(
    await findJournal(tx, `payments.receipt:${paymentId}`),
    'a payment is booked when it is received',
  )
  await moveBack(tx, { ...payment, amount }, receipt.postings)
  await reverse(tx, {
    journalId: receipt.id,
    key: `payments.reversal:${paymentId}`,
    memo: because,
    passZero: 'allowed',
    whenClosed: 'book-now',
    ...(at && { bookedAt: at }),
  })
  // It stays its owner's, so that their statement shows it coming and going.
  await updateState(tx, paymentId, 'reversed')
  audit(tx, { objects: [{ table: 'payments.payment', id: paymentId }], reason })
  tx.emit(
    paymentReversed,
    { paymentId, subscriberId: owner, amount: moneyToWire(amount), because },
    { order: owner ?? paymentId },
  )
}

type Side = { account: number; party: string | null; cents: bigint }

/**
 * A payment that changed hands lies elsewhere than its receipt put it; it goes back there to be undone. What was given back while nobody
 * owned it stays a loss in suspense, for somebody to look at: no owner ever had it.
 */
async function moveBack(
  tx: Tx,
  payment: { id: string; subscriber_id: string | null; amount: Money },
  postings: readonly Side[],
) {
  const there = must(
    postings.find(({ cents }) => cents < 0n),
    'a receipt credits somebody',
  )
  const party = must(there.party, 'wallets and suspense name a party')
  const given = await refundedFromSuspense(tx, payment.id)
  const suspense = { account: CHART.suspense, party: payment.id }
  const here =
    payment.subscriber_id === null
      ? suspense
      : { account: CHART.wallets, party: payment.subscriber_id }
  const isThere = there.account === here.account && party === here.party
  if (isThere && (given === 0n || here === suspense)) return
  await post(tx, {
    kind: 'payments.assignment',
    key: `payments.move-back:${payment.id}`,
    subject: { kind: 'payments.payment', id: payment.id },
    postings: [
      debit(here.account, kes(payment.amount.cents - given), {
        ...{ party: here.party, passZero: 'allowed' },
      }),
      debit(CHART.suspense, kes(given), { party: payment.id, passZero: 'allowed' }),
      credit(there.account, payment.amount, { party }),
    ],
  })
}
