import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { myPasskeys } from '../queries/portal-ways.ts'
import { passkeyNotFound } from '../refusals.ts'
import { updatePortalPasskey } from '../store/portal-ways.ts'

/** Renames a passkey of the one who calls. */
export async function renameMyPasskey(tx: Tx, given: { passkeyId: string; name: string }) {
  const mine = await myPasskeys(tx)
  if (!mine.some(({ id }) => id === given.passkeyId)) throw passkeyNotFound()
  await updatePortalPasskey(tx, given.passkeyId, { name: given.name })
  audit(tx, { objects: [{ table: 'subscribers.portal_passkey', id: given.passkeyId }] })
}
