import { audit } from '#platform/audit.ts'
import { lockActiveSubscriber, lockSubscribers, noteMoments } from '#modules/subscribers/index.ts'
import { refuseOtherSite } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import { serviceTransferred } from '../events.ts'
import { findOwner } from '../queries/network.ts'
import { sameSubscriber, serviceIsEnded } from '../refusals.ts'
import { deleteAutoChange, lockService, touch } from '../store.ts'
import { tellNetwork } from './tell-network.ts'

/**
 * The service is somebody else's from this moment on, with its number, name and password. What was paid stays paid;
 * what was owed stays with whoever owed it; the old subscriber's address, contract and consents do not come along, nor what they let Kasi
 * change by usage. Nobody gives it to somebody at a site out of their reach.
 */
export async function transferService(
  tx: Tx,
  input: { serviceId: string; subscriberId: string },
): Promise<void> {
  const from = await findOwner(tx, input.serviceId)
  await lockSubscribers(tx, [...(from === undefined ? [] : [from]), input.subscriberId])
  const heir = await lockActiveSubscriber(tx, input.subscriberId)
  refuseOtherSite(tx, heir.site_id)
  const service = await lockService(tx, input.serviceId)
  if (service.status === 'ended') throw serviceIsEnded()
  const { subscriber_id: fromId } = service
  if (fromId === input.subscriberId) throw sameSubscriber()
  await touch(tx, [service.id], {
    subscriber_id: input.subscriberId,
    address_id: null,
    contract_id: null,
    dunning: 'none',
  })
  await deleteAutoChange(tx, service.id)
  audit(tx, { objects: [{ table: 'services.service', id: service.id }] })
  const facts = { serviceId: service.id, number: service.number }
  await noteMoments(tx, [
    { subscriberId: fromId, what: 'services.given-away', facts },
    { subscriberId: input.subscriberId, what: 'services.taken-over', facts },
  ])
  tx.emit(serviceTransferred, {
    serviceId: service.id,
    subscriberId: input.subscriberId,
    fromSubscriberId: fromId,
  })
  tellNetwork(tx, [service.id], 'owner')
}
