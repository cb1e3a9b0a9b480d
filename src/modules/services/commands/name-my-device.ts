import { audit } from '#platform/audit.ts'
import { callingSubscriber } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import { theirService } from '../queries/portal.ts'
import { findDevice } from '../queries/services.ts'
import { deviceNotFound } from '../refusals.ts'
import { lockService, renameDevice } from '../store.ts'

/** A device of one's own is called as one likes. What it may do stays. */
export async function nameMyDevice(
  tx: Tx,
  { serviceId, deviceId, name }: { serviceId: string; deviceId: string; name: string },
): Promise<void> {
  await theirService(tx, { serviceId, subscriberId: callingSubscriber(tx) })
  await lockService(tx, serviceId)
  if (!(await findDevice(tx, { serviceId, deviceId }))) throw deviceNotFound()
  await renameDevice(tx, deviceId, name)
  audit(tx, { objects: [{ table: 'services.service', id: serviceId }] })
}
