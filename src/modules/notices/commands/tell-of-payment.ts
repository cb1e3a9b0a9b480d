import { paymentNow } from '#modules/payments/index.ts'
import { servicesHeld } from '#modules/services/index.ts'
import type { Tx } from '#platform/tx.ts'
import { FRESH_hours } from '../rules/defaults.ts'
import { moneyWords, paidUntilWords } from '../rules/words.ts'
import { tell } from './tell.ts'

/** The receipt: what came, and until when it lasts. For money of long ago, as an import brings it, there is none. */
export async function tellOfPayment(
  tx: Tx,
  { paymentId, subscriberId }: { paymentId: string; subscriberId: string },
): Promise<void> {
  const payment = await paymentNow(tx, paymentId)
  const paidAt = Temporal.Instant.from(payment.paidAt)
  const isOld = Temporal.Instant.compare(paidAt, tx.now.subtract({ hours: 4 * FRESH_hours })) < 0
  if (isOld || payment.state === 'reversed') return
  const services = await servicesHeld(tx, { subscriberIds: [subscriberId] })
  const ends = services.flatMap(({ pay, status, paidUntil }) =>
    pay === 'prepaid' && status === 'active' && paidUntil ? [paidUntil] : [],
  )
  const running = ends.filter((end) => Temporal.Instant.compare(end, tx.now) > 0)
  const until = running.toSorted(Temporal.Instant.compare)[0] ?? null
  await tell(tx, [
    {
      ...{ notice: 'payment-received', key: `${paymentId}:${subscriberId}`, subscriberId },
      values: ({ zone, language, number }) => ({
        amount: moneyWords(BigInt(payment.amount.cents), language),
        ...{ receipt: payment.receipt, account: number },
        online: paidUntilWords(until, zone, language),
      }),
    },
  ])
}
