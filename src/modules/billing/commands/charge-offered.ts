import { must } from '#kernel/assert.ts'
import { priceBook } from '#modules/catalog/index.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { taxStatusOf } from '../queries/price-facts.ts'
import type { KeptQuotation } from '../queries/quotations.ts'
import { lineOfThing, type DraftLine } from '../rules/lines.ts'
import type { OfferedLine } from '../rules/quotation.ts'
import { issueInvoices } from './issue-invoices.ts'

/**
 * Invoices the products that were offered, at the offered prices and the taxes of today: what the law asks is that of the day of the
 * invoice. Answers the invoice's id; null where no product was offered.
 */
export async function chargeOffered(
  tx: Tx,
  quotation: KeptQuotation,
  offered: readonly OfferedLine[],
): Promise<string | null> {
  const { id, subscriberId } = quotation
  const products = offered.filter(({ charged, product }) => charged === 'once' && product !== null)
  if (products.length === 0) return null
  const book = await priceBook(tx)
  const today = tx.now.toZonedDateTimeISO(book.zone).toPlainDate()
  const status = await taxStatusOf(tx, [subscriberId], today)
  const lines = products.map(({ product, component, quantity }): DraftLine => {
    const { name, price, taxMode, taxClassId } = must(product, 'it was looked at').content
    return lineOfThing(
      { name, component, quantity, taxMode, taxClassId, kind: 'one-off', cents: price.cents },
      book,
      {
        ...{ serviceId: null, status: status(subscriberId), day: today.toString(), period: null },
      },
    )
  })
  const facts = (await subscriberFacts(tx, [subscriberId])).get(subscriberId)
  const [invoice] = await issueInvoices(tx, [
    {
      ...{ subscriberId, lines, key: `billing.quotation:${id}` },
      dueInDays: facts?.paymentDays ?? 0,
    },
  ])
  return must(invoice, 'it was issued').id
}
