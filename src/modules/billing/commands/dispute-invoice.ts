import { newId } from '#kernel/id.ts'
import { lockSubscribers, noteMoments } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { invoiceDisputed } from '../events.ts'
import { ownerOfInvoice, todayNow } from '../queries/dunning.ts'
import { isOverdue, openInvoices } from '../queries/open-invoices.ts'
import { disputeStands, invoiceNotFound } from '../refusals.ts'
import { insertDispute } from '../store/dunning.ts'
import { restoreService } from './restore-service.ts'

/** Nothing is done about an invoice that a subscriber does not agree with. Where nothing else is overdue, what was shut is opened. */
export async function disputeInvoice(
  tx: Tx,
  input: { invoiceId: string; reason: string },
): Promise<string> {
  const { invoiceId, reason } = input
  const subscriberId = await ownerOfInvoice(tx, invoiceId)
  if (subscriberId === undefined) throw invoiceNotFound()
  await lockSubscribers(tx, [subscriberId])
  if (!(await insertDispute(tx, { id: newId(tx.now), invoiceId, reason }))) throw disputeStands()
  const today = (await todayNow(tx)).toPlainDate()
  const others = await openInvoices(tx, [subscriberId])
  if (!others.some((one) => isOverdue(one, today))) await restoreService(tx, { subscriberId })
  audit(tx, { objects: [{ table: 'billing.invoice', id: invoiceId }], reason })
  await noteMoments(tx, [{ subscriberId, what: 'billing.disputed', facts: { invoiceId } }])
  tx.emit(invoiceDisputed, { invoiceId, subscriberId }, { order: subscriberId })
  return subscriberId
}
