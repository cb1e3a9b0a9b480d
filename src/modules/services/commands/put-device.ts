import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { deviceTaken, serviceIsEnded } from '../refusals.ts'
import { lockService, putDevice as put, touch } from '../store.ts'
import { tellNetwork } from './tell-network.ts'

/** A device that may dial, or that is recognised without a password: then it is one service's only. */
export async function putDevice(
  tx: Tx,
  input: { serviceId: string; mac: string; name: string; role: 'seen' | 'bound' | 'login' },
) {
  const service = await lockService(tx, input.serviceId)
  if (service.status === 'ended') throw serviceIsEnded()
  const { mac, name, role } = input
  if (!(await put(tx, { id: newId(tx.now), service_id: service.id, mac, name, role }))) {
    throw deviceTaken({ mac }, [
      { path: 'mac', message: 'Remove it from the other service first.' },
    ])
  }
  await touch(tx, [service.id])
  audit(tx, { objects: [{ table: 'services.service', id: service.id }] })
  tellNetwork(tx, [service.id], 'devices')
}
