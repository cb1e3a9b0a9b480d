import { decimalMoney, kes, moneyToWire, type Money } from '#kernel/money.ts'
import { balanceOf, CHART, credit, debit, post } from '#modules/ledger/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { refundAsked } from '../events.ts'
import {
  amountNotPositive,
  isReversed,
  refundExceedsWallet,
  refundIdReused,
  refundTooHigh,
} from '../refusals.ts'
import { insertRefund, lockRefund, refundedCents } from '../store.ts'
import { lockOwnedPayment } from './lock-owned-payment.ts'
import { refuseWhenReversing } from './refuse-when-reversing.ts'

/**
 * Takes money out of the wallet, to be given back: at most what came with this payment and was not given back, and what
 * the wallet still holds. It stays on its way until the rail says that it is paid or that it failed; an unknown
 * answer settles nothing. The id is the asker's, so that a repetition asks once.
 */
export async function askRefund(
  tx: Tx,
  input: { id: string; paymentId: string; amount: Money; reason: string },
): Promise<void> {
  const { id, paymentId, amount, reason } = input
  if (amount.cents <= 0n)
    throw amountNotPositive({}, [{ path: 'amount', message: 'An amount above zero.' }])
  const payment = await lockOwnedPayment(tx, paymentId)
  if (payment.state === 'reversed') throw isReversed()
  await refuseWhenReversing(tx, paymentId)
  const isNew = await insertRefund(tx, {
    ...{ id, payment_id: paymentId, subscriber_id: payment.subscriber_id },
    ...{ cents: amount.cents, currency: amount.currency, reason },
  })
  if (!isNew) return refuseOtherRefund(tx, input)
  const left = payment.cents - (await refundedCents(tx, paymentId)) + amount.cents
  if (amount.cents > left) throw refundTooHigh({ left: decimalMoney(kes(left)) })
  await refuseMoreThanWallet(tx, payment.subscriber_id, amount)

  await post(tx, {
    kind: 'payments.refund-asked',
    key: `payments.refund-asked:${id}`,
    subject: { kind: 'payments.refund', id },
    memo: `${payment.rail} ${payment.receipt}`,
    postings: [
      payment.subscriber_id === null
        ? debit(CHART.suspense, amount, { party: paymentId })
        : debit(CHART.wallets, amount, { party: payment.subscriber_id }),
      credit(CHART.refundsOnTheirWay, amount, { party: id }),
    ],
  })
  audit(tx, { objects: [{ table: 'payments.refund', id }], reason })
  const facts = { refundId: id, paymentId, subscriberId: payment.subscriber_id }
  tx.emit(
    refundAsked,
    { ...facts, amount: moneyToWire(amount) },
    { order: payment.subscriber_id ?? paymentId },
  )
}

/** The same id for another payment or amount is no repetition. */
async function refuseOtherRefund(
  tx: Tx,
  { id, paymentId, amount }: { id: string; paymentId: string; amount: Money },
) {
  const known = await lockRefund(tx, id)
  if (known.payment_id !== paymentId || known.cents !== amount.cents) throw refundIdReused()
}

async function refuseMoreThanWallet(tx: Tx, subscriberId: string | null, amount: Money) {
  if (subscriberId === null) return
  const wallet = await balanceOf(tx, { kind: 'subscriber', id: subscriberId }, CHART.wallets)
  if (wallet.cents < amount.cents)
    throw refundExceedsWallet({ missing: decimalMoney(kes(amount.cents - wallet.cents)) })
}
