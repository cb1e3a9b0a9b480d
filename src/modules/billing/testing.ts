import { newId } from '#kernel/id.ts'
import { kes } from '#kernel/money.ts'
import { aComponent, aPlan, aProduct, someTerms } from '#modules/catalog/testing.ts'
import { aPayment } from '#modules/payments/testing.ts'
import { aService } from '#modules/services/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { chargeSubscriber } from './commands/charge-subscriber.ts'
import { creditInvoice } from './commands/credit-invoice.ts'
import { renewFromWallets } from './commands/renew-from-wallets.ts'
import { sendQuotation } from './commands/send-quotation.ts'
import { writeOffInvoice } from './commands/write-off-invoice.ts'
import { writeQuotation } from './commands/write-quotation.ts'
import {
  chargeSubscriber as charge,
  creditInvoice as credit,
  writeQuotation as write,
} from './contract.ts'
import { invoiceNow } from './queries/invoices.ts'

/** A home line that was paid for and renewed, so that there is an invoice, settled; 2,999.00 a month. */
export async function aPaidHome(tx: Tx, given: { cents?: number; subscriberId?: string } = {}) {
  const { cents = 299_900, ...whose } = given
  const plan = await aPlan(tx, {
    name: 'Home 20',
    terms: someTerms({ components: [aComponent({ cents })] }),
  })
  const service = await aService(tx, { planVersionId: plan.id, ...whose })
  const { subscriberId } = service
  const { paymentId } = await aPayment(tx, { subscriberId, cents: BigInt(cents) })
  await renewFromWallets(tx, { subscriberIds: [subscriberId] })
  const { id: invoiceId } = await tx.sql
    .selectFrom('billing.invoice')
    .select('id')
    .where('subscriber_id', '=', subscriberId)
    .orderBy('number', 'desc')
    .executeTakeFirstOrThrow()
  return { ...service, planVersionId: plan.id, paymentId, invoiceId }
}

/** An invoice for something that was sold once. */
export function anInvoice(tx: Tx, given: { subscriberId: string; cents?: number; name?: string }) {
  return chargeSubscriber(
    tx,
    charge.input.parse({
      ...{ subscriberId: given.subscriberId, id: newId(tx.now), taxClassId: 'goods' },
      ...{ words: { en: given.name ?? 'Router', sw: '' }, taxMode: 'inclusive' },
      amount: { cents: String(given.cents ?? 580_000), currency: 'KES' },
    }),
  )
}

/** Takes back so much of the first line of an invoice. */
export async function aCreditNote(tx: Tx, given: { invoiceId: string; cents: number }) {
  const { lines } = await invoiceNow(tx, given.invoiceId)
  return creditInvoice(
    tx,
    credit.input.parse({
      ...{ invoiceId: given.invoiceId, reason: 'The line was down' },
      lines: [{ lineId: lines[0]?.id, net: { cents: String(given.cents), currency: 'KES' } }],
    }),
  )
}

/** Gives up so much of an overdue invoice. Answers the id of the debt. */
export async function aBadDebt(tx: Tx, given: { invoiceId: string; cents: number }) {
  const id = newId(tx.now)
  const { invoiceId, cents } = given
  await writeOffInvoice(tx, { id, invoiceId, amount: kes(BigInt(cents)), reason: 'Moved away' })
  return id
}

/** A draft: two lines of Home 20 for 2,999 a month each, and a router for 5,800. Answers its id. */
export async function aQuotation(tx: Tx, given: { subscriberId: string }): Promise<string> {
  const { id: planVersionId } = await aPlan(tx, { name: 'Home 20' })
  const line = { access: 'ipoe', waitsFor: 'payment', siteId: null, addons: [] }
  return writeQuotation(
    tx,
    write.input.parse({
      ...{ subscriberId: given.subscriberId, id: newId(tx.now) },
      items: [
        { kind: 'plan', planVersionId, lines: 2, ...line },
        { kind: 'product', productId: await aProduct(tx), quantity: 1 },
      ],
      notes: { en: 'For two houses.\nBy Friday.', sw: 'Nyumba mbili.' },
    }),
  )
}

/** A draft that nobody changed is sent. */
export function isSent(tx: Tx, quotationId: string): Promise<void> {
  return sendQuotation(tx, { quotationId, version: 1 })
}
