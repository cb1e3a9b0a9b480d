import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { ownerOfInvoice } from '../queries/dunning.ts'
import { invoiceNotFound, noDispute } from '../refusals.ts'
import { setDisputeEnded } from '../store/dunning.ts'

/** Somebody has looked. What was wrong is credited before; the rest is owed, and dunning goes on where it stands by then. */
export async function endDispute(tx: Tx, { invoiceId }: { invoiceId: string }): Promise<string> {
  const subscriberId = await ownerOfInvoice(tx, invoiceId)
  if (subscriberId === undefined) throw invoiceNotFound()
  if (!(await setDisputeEnded(tx, invoiceId))) throw noDispute()
  audit(tx, { objects: [{ table: 'billing.invoice', id: invoiceId }] })
  return subscriberId
}
