import { newId } from '#kernel/id.ts'
import { lockSubscribers, noteMoments } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { invoiceDisputed } from '../events.ts'
import { ownerOfInvoice } from '../queries/dunning.ts'
import { openInvoices } from '../queries/open-invoices.ts'
import { disputeStands, invoiceNotFound } from '../refusals.ts'
import { insertDispute } from '../store/dunning.ts'
import { restoreService } from './restore-service.ts'

/** Nothing is done about an invoice that a subscriber does not agree with. Where it is all that is open, what was shut is opened. */
export async function disputeInvoice(
  tx: Tx,
  input: { invoiceId: string; reason: string },
): Promise<string> {
  const { invoiceId, reason } = input
  const subscriberId = await ownerOfInvoice(tx, invoiceId)
  if (subscriberId === undefined) throw invoiceNotFound()
  await lockSubscribers(tx, [subscriberId])
  if (!(await insertDispute(tx, { id: newId(tx.now), invoiceId, reason }))) throw disputeStands()
  const others = (await openInvoices(tx, [subscriberId])).filter(
    (one) => one.invoiceId !== invoiceId,
  )
  if (others.length === 0) await restoreService(tx, { subscriberId })
  audit(tx, { objects: [{ table: 'billing.invoice', id: invoiceId }], reason })
  await noteMoments(tx, [{ subscriberId, what: 'billing.disputed', facts: { invoiceId } }])
  tx.emit(invoiceDisputed, { invoiceId, subscriberId }, { order: subscriberId })
  return subscriberId
}
