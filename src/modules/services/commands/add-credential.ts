import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { dials, serviceAccess } from '../contract/shapes.ts'
import { sealSecrets } from '../queries/sealed.ts'
import { credentialNotAllowed, serviceIsEnded, usernameTaken } from '../refusals.ts'
import { ntHash } from '../rules/nt-hash.ts'
import { makePassword } from '../rules/password.ts'
import { insertCredential, lockService, touch } from '../store.ts'
import { tellNetwork } from './tell-network.ts'

/** A name and a password with which the service dials; without a password one is made. Answers the id. */
export async function addCredential(
  tx: Tx,
  input: { serviceId: string; username: string; password?: string },
): Promise<string> {
  const service = await lockService(tx, input.serviceId)
  if (service.status === 'ended') throw serviceIsEnded()
  if (!dials(serviceAccess.parse(service.access))) throw credentialNotAllowed()
  const id = newId(tx.now)
  const password = input.password ?? makePassword(crypto.getRandomValues(new Uint8Array(12)))
  const isNew = await insertCredential(tx, {
    id,
    service_id: service.id,
    username: input.username,
    ...sealSecrets(tx.vault, id, { password, ntHash: ntHash(password) }),
  })
  if (!isNew) {
    throw usernameTaken({ username: input.username }, [
      { path: 'username', message: 'Choose another name.' },
    ])
  }
  await touch(tx, [service.id])
  audit(tx, { objects: [{ table: 'services.service', id: service.id }] })
  tellNetwork(tx, [service.id], 'credentials')
  return id
}
