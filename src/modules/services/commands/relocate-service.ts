import { audit } from '#platform/audit.ts'
import { findAddress, noteMoments } from '#modules/subscribers/index.ts'
import { refuseOtherSite } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import { serviceRelocated } from '../events.ts'
import { addressNotTheirs, serviceIsEnded } from '../refusals.ts'
import { lockService, touch } from '../store.ts'
import { tellNetwork } from './tell-network.ts'

/**
 * The service is at another place from this moment on, with the same plan, name and password. Routers that it was limited to are those of
 * the old site: with another site the limit ends, or nobody would get on there. Nobody moves it to a site out of their reach.
 */
export async function relocateService(
  tx: Tx,
  input: { serviceId: string; addressId: string; siteId: string | null },
): Promise<void> {
  const service = await lockService(tx, input.serviceId)
  if (service.status === 'ended') throw serviceIsEnded()
  refuseOtherSite(tx, input.siteId)
  const address = await findAddress(tx, input.addressId)
  if (address?.subscriberId !== service.subscriber_id) throw addressNotTheirs()
  await touch(tx, [service.id], {
    address_id: input.addressId,
    site_id: input.siteId,
    ...(service.site_id !== input.siteId && { nas_ids: [] }),
  })
  audit(tx, {
    objects: [{ table: 'services.service', id: service.id }],
    ...(input.siteId !== null && { siteId: input.siteId }),
  })
  await noteMoments(tx, [
    {
      subscriberId: service.subscriber_id,
      what: 'services.relocated',
      facts: { serviceId: service.id, number: service.number },
    },
  ])
  tx.emit(serviceRelocated, { serviceId: service.id, subscriberId: service.subscriber_id })
  tellNetwork(tx, [service.id], 'site')
}
