import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { sealSecrets } from '../queries/sealed.ts'
import { findCredential } from '../queries/services.ts'
import { credentialNotFound } from '../refusals.ts'
import { ntHash } from '../rules/nt-hash.ts'
import { makePassword } from '../rules/password.ts'
import { lockService, touch, updateCredential } from '../store.ts'
import { tellNetwork } from './tell-network.ts'

/** Another password; without one, one is made. */
export async function changeCredential(
  tx: Tx,
  input: { serviceId: string; credentialId: string; password: string | null },
) {
  await lockService(tx, input.serviceId)
  const found = await findCredential(tx, input)
  if (!found) throw credentialNotFound()
  const password = input.password ?? makePassword(crypto.getRandomValues(new Uint8Array(12)))
  await updateCredential(
    tx,
    found.id,
    sealSecrets(tx.vault, found.id, { password, ntHash: ntHash(password) }),
  )
  await touch(tx, [input.serviceId])
  audit(tx, { objects: [{ table: 'services.service', id: input.serviceId }] })
  tellNetwork(tx, [input.serviceId], 'credentials')
}
