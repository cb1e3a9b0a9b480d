import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeAddress as endpoint } from '../contract/subscribers.ts'
import { subscriberChanged } from '../events.ts'
import { findAddress } from '../queries/facts.ts'
import { sealPlace } from '../queries/sealed.ts'
import { addressesNow } from '../queries/subscribers.ts'
import { addressNotFound } from '../refusals.ts'
import { countyOf } from '../rules/columns.ts'
import { updateAddress, updateSubscriber } from '../store.ts'
import { lockActiveSubscriber } from './lock-active-subscriber.ts'

/** Corrects an address, or puts it away. It is never deleted: services may have been there. */
export async function changeAddress(tx: Tx, input: ParsedInputOf<typeof endpoint>) {
  const { subscriberId, addressId, archived, ...address } = input
  await lockActiveSubscriber(tx, subscriberId)
  const found = await findAddress(tx, addressId)
  if (found?.subscriberId !== subscriberId) throw addressNotFound()
  await updateAddress(tx, addressId, {
    kind: address.kind,
    county: address.county,
    place_sealed: sealPlace(tx.vault, addressId, address),
    archived_at: archived ? tx.now : null,
  })
  const open = (await addressesNow(tx, subscriberId)).filter((one) => !one.archived)
  await updateSubscriber(tx, subscriberId, { county: countyOf(open) })
  audit(tx, { objects: [{ table: 'subscribers.subscriber', id: subscriberId }] })
  tx.emit(subscriberChanged, { subscriberId, what: 'addresses' })
}
