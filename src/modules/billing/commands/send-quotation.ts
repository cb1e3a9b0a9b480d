import { must } from '#kernel/assert.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { regionNow } from '#modules/organization/index.ts'
import { noteMoments } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { quotationSent } from '../events.ts'
import { offerNow } from '../queries/offer.ts'
import { grossOf, validity } from '../rules/quotation.ts'
import { takeNumbers } from '../store.ts'
import { replaceOffer, setSent } from '../store/quotations.ts'
import { holdQuotation } from './hold-quotation.ts'

/**
 * Makes an offer of a draft: priced a last time, numbered, and frozen with its taxes. From now on it stays what it is, whatever the
 * catalog says later, until the end of its last day in the ISP's zone.
 */
export async function sendQuotation(
  tx: Tx,
  input: { quotationId: string; version: number },
): Promise<void> {
  const quotation = await holdQuotation(tx, { ...input, verb: 'send' })
  if (!quotation) return
  const { id: quotationId, subscriberId, validDays } = quotation
  const lines = await offerNow(tx, quotation)
  await replaceOffer(tx, quotation, lines)
  const { timeZone } = await regionNow(tx)
  const today = tx.now.toZonedDateTimeISO(timeZone).toPlainDate()
  const until = validity(today, validDays, timeZone)
  const [taken] = await takeNumbers(tx, 'quotation', 1)
  const { number, code } = must(taken, 'a number was taken')
  await setSent(tx, quotationId, { number, code, ...until })
  audit(tx, { objects: [{ table: 'billing.quotation', id: quotationId }] })
  const gross = grossOf(lines)
  await noteMoments(tx, [
    {
      ...{ subscriberId, what: 'billing.quotation-sent' },
      facts: { quotationId, code, cents: String(gross), validOn: until.validOn.toString() },
    },
  ])
  const validOn = until.validOn.toString()
  const amount = moneyToWire(kes(gross))
  tx.emit(quotationSent, { quotationId, subscriberId, amount, validOn }, { order: subscriberId })
}
