import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { decimalMoney, kes } from '#kernel/money.ts'
import type { Tx } from '#platform/tx.ts'
import type { writeOffInvoice as endpoint } from '../contract.ts'
import { todayNow } from '../queries/dunning.ts'
import { invoiceOpen } from '../queries/open-invoices.ts'
import { invoiceNotFound, moreThanOpen, notOverdue } from '../refusals.ts'
import { bookAdjustment } from './book-adjustment.ts'
import { isNewAdjustment } from './is-new-adjustment.ts'

/**
 * Gives up what is open of an overdue invoice: the loss is ours, nothing is dunned any more, and nothing that was shut opens by it. The tax
 * on it stays owed until its relief is claimed. A payment that comes later is recovered by `recoverDebt`.
 */
export async function writeOffInvoice(
  tx: Tx,
  { invoiceId, id, amount, reason }: ParsedInputOf<typeof endpoint>,
): Promise<string> {
  const found = await invoiceOpen(tx, invoiceId)
  if (!found) throw invoiceNotFound()
  const { subscriberId } = found
  const one = { id, subscriberId, kind: 'write-off', cents: amount.cents } as const
  if (!(await isNewAdjustment(tx, one))) return subscriberId
  const invoice = (await invoiceOpen(tx, invoiceId)) ?? found
  const today = (await todayNow(tx)).toPlainDate()
  if (Temporal.PlainDate.compare(invoice.dueOn, today) >= 0) throw notOverdue()
  if (amount.cents > invoice.open) {
    const most = decimalMoney(kes(invoice.open))
    throw moreThanOpen({ open: most }, [{ path: 'amount', message: `At most ${most}.` }])
  }
  await bookAdjustment(tx, { ...one, toWallet: 0n, invoiceId, reason, memo: invoice.code })
  return subscriberId
}
