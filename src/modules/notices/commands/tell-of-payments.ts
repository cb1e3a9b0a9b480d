import { paymentsTold } from '#modules/payments/index.ts'
import { servicesHeld } from '#modules/services/index.ts'
import type { Tx } from '#platform/tx.ts'
import { FRESH_hours } from '../rules/defaults.ts'
import { moneyWords, paidUntilWords } from '../rules/words.ts'
import { tell, type Telling } from './tell.ts'

type Asked = { readonly id: string; readonly by: 'sms' | 'email' }

/** Receipts: what came, and until when it lasts. For money of long ago, as an import brings it, there is none. */
export async function tellOfPayments(
  tx: Tx,
  owned: readonly { readonly paymentId: string; readonly subscriberId: string }[],
  asked?: Asked,
): Promise<void> {
  const payments = await paymentsTold(
    tx,
    owned.map(({ paymentId }) => paymentId),
  )
  const since = tx.now.subtract({ hours: 4 * FRESH_hours })
  const isOld = (at: Temporal.Instant) => Temporal.Instant.compare(at, since) < 0
  const fresh = owned.flatMap(({ paymentId, subscriberId }) => {
    const payment = payments.get(paymentId)
    if (!payment || payment.state === 'reversed' || (!asked && isOld(payment.paidAt))) return []
    return [{ ...payment, paymentId, subscriberId }]
  })
  if (fresh.length === 0) return
  const untilOf = await paidUntil(
    tx,
    fresh.map(({ subscriberId }) => subscriberId),
  )
  await tell(
    tx,
    fresh.map(({ paymentId, subscriberId, cents, receipt }) => ({
      ...{ notice: 'payment-received', subscriberId },
      ...(asked ? askedFor(asked, paymentId) : { key: `${paymentId}:${subscriberId}` }),
      values: ({ zone, language, number }) => ({
        ...{ amount: moneyWords(cents, language), receipt, account: number },
        online: paidUntilWords(untilOf(subscriberId), zone, language),
      }),
    })),
  )
}

/** By the way that was asked for; a letter has room for the paper. */
function askedFor({ id, by }: Asked, paymentId: string): Partial<Telling> & { key: string } {
  return {
    ...{ key: `asked:${id}`, because: 'asked', channels: [by] },
    ...(by === 'email' && { encloses: { name: 'documents.receipt', id: paymentId } }),
  }
}

/** When the first of what somebody has paid for ends. */
async function paidUntil(tx: Tx, subscriberIds: readonly string[]) {
  const services = await servicesHeld(tx, { subscriberIds: [...new Set(subscriberIds)] })
  const running = services.flatMap(({ subscriberId, pay, status, paidUntil: end }) =>
    pay === 'prepaid' && status === 'active' && end && Temporal.Instant.compare(end, tx.now) > 0
      ? [{ subscriberId, end }]
      : [],
  )
  const ends = Map.groupBy(running, ({ subscriberId }) => subscriberId)
  return (subscriberId: string) =>
    (ends.get(subscriberId) ?? [])
      .map(({ end }) => end)
      .toSorted(Temporal.Instant.compare)
      .at(0) ?? null
}
