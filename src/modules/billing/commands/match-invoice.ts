import { accountTyped, assignPayment } from '#modules/payments/index.ts'
import type { Tx } from '#platform/tx.ts'
import { ownerOfInvoice } from '../queries/invoice-owner.ts'

/**
 * A payment that nobody could be found for, with the number of an invoice where an account number belongs: it is theirs whom the invoice
 * was sent to, whoever paid it.
 */
export async function matchInvoice(tx: Tx, paymentId: string): Promise<void> {
  const typed = await accountTyped(tx, paymentId)
  const subscriberId = typed === null ? undefined : await ownerOfInvoice(tx, typed)
  if (subscriberId === undefined) return
  const reason = 'Paid with the number of an invoice'
  await assignPayment(tx, { paymentId, subscriberId, reason, by: 'invoice-number' })
}
