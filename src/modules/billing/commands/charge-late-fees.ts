import { priceBook } from '#modules/catalog/index.ts'
import { lockSubscribers, noteMoments, subscriberFacts } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { policyNow, todayNow } from '../queries/dunning.ts'
import { invoicesToFine, LATE_FEE } from '../queries/late-fees.ts'
import { taxStatusOf } from '../queries/price-facts.ts'
import { lateFeeOf } from '../rules/late-fee.ts'
import { lineOfThing } from '../rules/lines.ts'
import { holdDunning } from '../store/dunning.ts'
import { issueInvoices } from './issue-invoices.ts'
import { renewFromWallets } from './renew-from-wallets.ts'

/**
 * Invoices what being late costs, once for each invoice: the next batch of them. Wallets are looked into first, under the lock, so that
 * nobody pays for being late whose money is there. Waived by a credit note. Answers how many it looked at.
 */
export async function chargeLateFees(tx: Tx, { limit }: { limit: number }): Promise<number> {
  const { policy } = await policyNow(tx)
  const { lateFee } = policy
  if (!lateFee) return 0
  const today = (await todayNow(tx)).toPlainDate()
  await holdDunning(tx)
  const found = await invoicesToFine(tx, { policy, today, limit })
  if (found.length === 0) return 0
  const subscriberIds = [...new Set(found.map((one) => one.subscriberId))]
  await lockSubscribers(tx, subscriberIds)
  await renewFromWallets(tx, { subscriberIds })
  const late = await invoicesToFine(tx, { policy, today, limit })
  const book = await priceBook(tx)
  const status = await taxStatusOf(tx, subscriberIds, today)
  const facts = await subscriberFacts(tx, subscriberIds)
  const fees = late.flatMap((one) => {
    const cents = lateFeeOf(lateFee, one.open)
    if (cents === 0n || !subscriberIds.includes(one.subscriberId)) return []
    const line = lineOfThing(
      {
        name: { en: `Late payment of ${one.code}`, sw: `Kuchelewa kulipa ${one.code}` },
        ...{ kind: 'fee', component: 'late-fee', cents, quantity: 1n },
        ...{ taxMode: 'inclusive', taxClassId: lateFee.taxClassId },
      },
      book,
      {
        ...{ serviceId: null, status: status(one.subscriberId), day: today.toString() },
        period: null,
      },
    )
    return [{ ...one, line }]
  })
  await issueInvoices(
    tx,
    fees.map(({ subscriberId, invoiceId, line }) => ({
      ...{ subscriberId, key: `${LATE_FEE}${invoiceId}`, lines: [line] },
      dueInDays: facts.get(subscriberId)?.paymentDays ?? 0,
    })),
  )
  await noteMoments(
    tx,
    fees.map(({ subscriberId, invoiceId, line }) => ({
      ...{ subscriberId, what: 'billing.late-fee' },
      facts: { invoiceId, cents: String(line.taxed.gross) },
    })),
  )
  return found.length
}
