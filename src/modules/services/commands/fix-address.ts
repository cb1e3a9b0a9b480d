import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { addressTaken, serviceIsEnded } from '../refusals.ts'
import { insertFixedAddress, lockService, touch } from '../store.ts'
import { tellNetwork } from './tell-network.ts'

/** An address that the service always gets. No two services have one that overlaps. */
export async function fixAddress(
  tx: Tx,
  input: {
    serviceId: string
    kind: 'ipv4' | 'ipv6-prefix' | 'delegated-prefix' | 'route'
    net: string
  },
) {
  const service = await lockService(tx, input.serviceId)
  if (service.status === 'ended') throw serviceIsEnded()
  const { kind, net } = input
  const isFree = await insertFixedAddress(tx, {
    id: newId(tx.now),
    service_id: service.id,
    kind,
    net,
  })
  if (!isFree) {
    throw addressTaken({ net }, [{ path: 'net', message: 'Choose another address.' }])
  }
  await touch(tx, [service.id])
  audit(tx, { objects: [{ table: 'services.service', id: service.id }] })
  tellNetwork(tx, [service.id], 'addresses')
}
