import { noteMoments } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { ownerOfInvoice } from '../queries/dunning.ts'
import { invoiceNotFound, noDispute } from '../refusals.ts'
import { setDisputeEnded } from '../store/dunning.ts'
import { renewFromWallets } from './renew-from-wallets.ts'

/** Somebody has looked. What was wrong is credited by a note of its own; the rest is owed, is paid from what is in the wallet, and dunning goes on where it stands by then. */
export async function endDispute(
  tx: Tx,
  input: { invoiceId: string; outcome: 'credited' | 'stands'; reason: string },
): Promise<string> {
  const { invoiceId, outcome, reason } = input
  const subscriberId = await ownerOfInvoice(tx, invoiceId)
  if (subscriberId === undefined) throw invoiceNotFound()
  if (!(await setDisputeEnded(tx, invoiceId, input))) throw noDispute()
  await renewFromWallets(tx, { subscriberIds: [subscriberId] })
  audit(tx, { objects: [{ table: 'billing.invoice', id: invoiceId }], reason })
  await noteMoments(tx, [
    { subscriberId, what: 'billing.dispute-ended', facts: { invoiceId, outcome } },
  ])
  return subscriberId
}
