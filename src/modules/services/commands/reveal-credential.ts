import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { openPassword } from '../queries/sealed.ts'
import { findCredential } from '../queries/services.ts'
import { credentialNotFound } from '../refusals.ts'

/** The password in clear. Whoever looked, and when, is in the audit trail. */
export async function revealCredential(
  tx: Tx,
  input: { serviceId: string; credentialId: string },
): Promise<{ username: string; password: string }> {
  const found = await findCredential(tx, input)
  if (!found) throw credentialNotFound()
  audit(tx, { objects: [{ table: 'services.credential', id: found.id }] })
  return {
    username: found.username,
    password: openPassword(tx.vault, { id: found.id, passwordSealed: found.password_sealed }),
  }
}
