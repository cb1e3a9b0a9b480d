import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { findDevice } from '../queries/services.ts'
import { deviceNotFound } from '../refusals.ts'
import { deleteDevice, lockService, touch } from '../store.ts'
import { tellNetwork } from './tell-network.ts'

/** A device that is known no longer. */
export async function removeDevice(tx: Tx, input: { serviceId: string; deviceId: string }) {
  await lockService(tx, input.serviceId)
  const found = await findDevice(tx, input)
  if (!found) throw deviceNotFound()
  await deleteDevice(tx, found.id)
  await touch(tx, [input.serviceId])
  audit(tx, { objects: [{ table: 'services.service', id: input.serviceId }] })
  tellNetwork(tx, [input.serviceId], 'devices')
}
