import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { priceBook } from '#modules/catalog/index.ts'
import { lockSubscribers, noteMoments, subscriberFacts } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { chargeSubscriber as endpoint } from '../contract.ts'
import { invoiceByKey } from '../queries/invoices.ts'
import { taxStatusOf } from '../queries/price-facts.ts'
import { amountNotPositive, keyReused, subscriberNotFound, taxClassMissing } from '../refusals.ts'
import { lineOfThing } from '../rules/lines.ts'
import { issueInvoices } from './issue-invoices.ts'
import { renewFromWallets } from './renew-from-wallets.ts'

/**
 * Invoices something that is sold once: an installation, a router, a visit. What is in the wallet settles it at once, after what is
 * overdue. The sender's id makes a repetition the same invoice; another body under it is refused.
 */
export async function chargeSubscriber(
  tx: Tx,
  input: ParsedInputOf<typeof endpoint>,
): Promise<string> {
  const { subscriberId, amount, quantity } = input
  if (amount.cents <= 0n)
    throw amountNotPositive({}, [{ path: 'amount', message: 'An amount above zero.' }])
  const [locked] = await lockSubscribers(tx, [subscriberId])
  const facts = (await subscriberFacts(tx, [subscriberId])).get(subscriberId)
  if (locked === undefined || !facts) throw subscriberNotFound()
  const book = await priceBook(tx)
  if (!book.taxes.classes.some(({ id }) => id === input.taxClassId))
    throw taxClassMissing({ taxClass: input.taxClassId }, [
      { path: 'taxClassId', message: 'Choose a tax class.' },
    ])
  const on = tx.now.toZonedDateTimeISO(book.zone).toPlainDate()
  const status = await taxStatusOf(tx, [subscriberId], on)
  const line = lineOfThing(
    {
      ...{ name: input.words, kind: 'one-off', component: 'by-hand', cents: amount.cents },
      ...{ quantity: BigInt(quantity), taxMode: input.taxMode, taxClassId: input.taxClassId },
    },
    book,
    { serviceId: null, status: status(subscriberId), day: on.toString(), period: null },
  )
  const key = `billing.charge:${input.id}`
  const there = await invoiceByKey(tx, key)
  if (there) {
    const isSame = there.subscriberId === subscriberId && there.gross === line.taxed.gross
    if (!isSame) throw keyReused({ code: there.code })
    return there.invoiceId
  }
  const [invoice] = await issueInvoices(tx, [
    {
      ...{ subscriberId, key, lines: [line] },
      dueInDays: input.dueInDays ?? facts.paymentDays,
    },
  ])
  await renewFromWallets(tx, { subscriberIds: [subscriberId] })
  const invoiceId = invoice?.id ?? ''
  audit(tx, { objects: [{ table: 'billing.invoice', id: invoiceId }] })
  await noteMoments(tx, [
    {
      ...{ subscriberId, what: 'billing.invoiced' },
      facts: { invoiceId, code: invoice?.code ?? '', cents: String(line.taxed.gross) },
    },
  ])
  return invoiceId
}
