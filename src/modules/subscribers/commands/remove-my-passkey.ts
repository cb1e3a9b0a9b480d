import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { myPasskeys } from '../queries/portal-ways.ts'
import { passkeyNotFound } from '../refusals.ts'
import { deletePortalPasskey } from '../store/portal-ways.ts'

/** Removes a passkey of the one who calls. A code always works, so the last one may go as well. */
export async function removeMyPasskey(tx: Tx, given: { passkeyId: string }) {
  const mine = await myPasskeys(tx)
  if (!mine.some(({ id }) => id === given.passkeyId)) throw passkeyNotFound()
  await deletePortalPasskey(tx, given.passkeyId)
  audit(tx, { objects: [{ table: 'subscribers.portal_passkey', id: given.passkeyId }] })
}
