import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { findCredential } from '../queries/services.ts'
import { credentialNotFound } from '../refusals.ts'
import { deleteCredential, lockService, touch } from '../store.ts'
import { tellNetwork } from './tell-network.ts'

/** A name that dials no longer; it is free for others. */
export async function removeCredential(tx: Tx, input: { serviceId: string; credentialId: string }) {
  await lockService(tx, input.serviceId)
  const found = await findCredential(tx, input)
  if (!found) throw credentialNotFound()
  await deleteCredential(tx, found.id)
  await touch(tx, [input.serviceId])
  audit(tx, { objects: [{ table: 'services.service', id: input.serviceId }] })
  tellNetwork(tx, [input.serviceId], 'credentials')
}
