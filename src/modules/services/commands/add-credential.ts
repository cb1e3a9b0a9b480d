import { must } from '#kernel/assert.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { dials, serviceAccess } from '../contract/shapes.ts'
import { credentialNotAllowed, serviceIsEnded } from '../refusals.ts'
import { lockService, touch } from '../store.ts'
import { addCredentials, type NewCredential } from './add-credentials.ts'

/** A name and a password with which the service dials; without a password one is made. Answers the id. */
export async function addCredential(tx: Tx, input: NewCredential): Promise<string> {
  const service = await lockService(tx, input.serviceId)
  if (service.status === 'ended') throw serviceIsEnded()
  if (!dials(serviceAccess.parse(service.access))) throw credentialNotAllowed()
  const [id] = await addCredentials(tx, [input])
  await touch(tx, [service.id])
  audit(tx, { objects: [{ table: 'services.service', id: service.id }] })
  return must(id, 'each has an id')
}
