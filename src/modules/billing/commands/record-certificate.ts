import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { decimalMoney, kes } from '#kernel/money.ts'
import type { Tx } from '#platform/tx.ts'
import type { recordCertificate as endpoint } from '../contract.ts'
import { certificateKnown } from '../queries/adjustments.ts'
import { todayNow } from '../queries/dunning.ts'
import { invoiceOpen } from '../queries/open-invoices.ts'
import {
  certificateAhead,
  certificateIsKnown,
  certificateTooHigh,
  invoiceNotFound,
} from '../refusals.ts'
import { bookAdjustment } from './book-adjustment.ts'
import { isNewAdjustment } from './is-new-adjustment.ts'

/**
 * The state holds what a payer kept back of an invoice: the certificate settles that part, and we claim it from the state. Where the payer
 * had paid all of it, the amount goes into their wallet. It counts once for an invoice, and never for more than the invoice's own tax
 * (VAT) or all of it (income tax).
 */
export async function recordCertificate(
  tx: Tx,
  { invoiceId, id, tax, number, on, amount }: ParsedInputOf<typeof endpoint>,
): Promise<string> {
  const found = await invoiceOpen(tx, invoiceId)
  if (!found) throw invoiceNotFound()
  const { subscriberId } = found
  const kind = tax === 'vat' ? 'withheld-vat' : 'withheld-income'
  const one = { id, subscriberId, kind, cents: amount.cents } as const
  if (!(await isNewAdjustment(tx, one))) return subscriberId
  const invoice = (await invoiceOpen(tx, invoiceId)) ?? found
  const day = Temporal.PlainDate.from(on)
  if (Temporal.PlainDate.compare(day, (await todayNow(tx)).toPlainDate()) > 0)
    throw certificateAhead({}, [{ path: 'on', message: 'Today or earlier.' }])
  if (await certificateKnown(tx, { subscriberId, invoiceId, number, kind }))
    throw certificateIsKnown({ number }, [{ path: 'number', message: 'It is booked already.' }])
  const bound = tax === 'vat' ? invoice.vat : invoice.gross
  if (amount.cents + invoice.withheld > bound) {
    const most = decimalMoney(kes(bound - invoice.withheld))
    throw certificateTooHigh({ most }, [{ path: 'amount', message: `At most ${most}.` }])
  }
  const settles = amount.cents < invoice.open ? amount.cents : invoice.open
  await bookAdjustment(tx, {
    ...{ ...one, toWallet: amount.cents - settles, invoiceId, memo: invoice.code },
    ...{ reason: number, certificate: { number, on: day } },
  })
  return subscriberId
}
