import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { decimalMoney, kes } from '#kernel/money.ts'
import type { Tx } from '#platform/tx.ts'
import type { useDeposit as endpoint } from '../contract.ts'
import { adjustmentForChange } from '../queries/adjustments.ts'
import { invoiceOpen } from '../queries/open-invoices.ts'
import { adjustmentNotFound, invoiceNotFound, moreThanLeft, moreThanOpen } from '../refusals.ts'
import { bookAdjustment } from './book-adjustment.ts'
import { isNewAdjustment } from './is-new-adjustment.ts'

/** Settles an invoice of the same subscriber from what is held as a deposit. */
export async function useDeposit(
  tx: Tx,
  { adjustmentId, id, invoiceId, amount, reason }: ParsedInputOf<typeof endpoint>,
): Promise<string> {
  const before = await adjustmentForChange(tx, adjustmentId)
  if (before?.kind !== 'deposit') throw adjustmentNotFound()
  const { subscriberId } = before
  const one = { id, subscriberId, kind: 'deposit-used', cents: amount.cents } as const
  if (!(await isNewAdjustment(tx, one))) return subscriberId
  const deposit = (await adjustmentForChange(tx, adjustmentId)) ?? before
  const invoice = await invoiceOpen(tx, invoiceId)
  if (deposit.isUndone) throw adjustmentNotFound()
  if (invoice?.subscriberId !== subscriberId) throw invoiceNotFound()
  const atMost = (cents: bigint) => [
    { path: 'amount', message: `At most ${decimalMoney(kes(cents))}.` },
  ]
  if (amount.cents > deposit.left)
    throw moreThanLeft({ left: decimalMoney(kes(deposit.left)) }, atMost(deposit.left))
  if (amount.cents > invoice.open)
    throw moreThanOpen({ open: decimalMoney(kes(invoice.open)) }, atMost(invoice.open))
  const about = { ofId: adjustmentId, invoiceId, reason, memo: invoice.code }
  await bookAdjustment(tx, { ...one, toWallet: 0n, ...about })
  return subscriberId
}
