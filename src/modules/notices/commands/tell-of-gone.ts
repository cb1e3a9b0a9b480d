import type { ParsedPayloadOf } from '#platform/events.ts'
import type { boughtTakenBack } from '#modules/billing/index.ts'
import { paymentNow } from '#modules/payments/index.ts'
import type { Tx } from '#platform/tx.ts'
import { moneyWords } from '../rules/words.ts'
import { tell } from './tell.ts'

/** Whoever is offline because a payment was taken back is told why, and what is owed. */
export async function tellOfGone(
  tx: Tx,
  { paymentId, subscriberId, owed }: ParsedPayloadOf<typeof boughtTakenBack>,
): Promise<void> {
  const payment = await paymentNow(tx, paymentId)
  await tell(tx, [
    {
      ...{ notice: 'payment-gone', key: `${paymentId}:${subscriberId}`, subscriberId },
      values: ({ language }) => ({
        amount: moneyWords(BigInt(payment.amount.cents), language),
        receipt: payment.receipt,
        owed: moneyWords(BigInt(owed.cents), language),
      }),
    },
  ])
}
