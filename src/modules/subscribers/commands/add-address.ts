import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { AddressInput } from '../contract/shapes.ts'
import { subscriberChanged } from '../events.ts'
import { addressRow } from '../queries/sealed.ts'
import { addressesNow } from '../queries/subscribers.ts'
import { countyOf } from '../rules/columns.ts'
import { insertAddresses, updateSubscriber } from '../store.ts'
import { lockActiveSubscriber } from './lock-active-subscriber.ts'

/** One more place of a subscriber; answers its id. */
export async function addAddress(
  tx: Tx,
  input: AddressInput & { subscriberId: string },
): Promise<string> {
  const { subscriberId, ...address } = input
  await lockActiveSubscriber(tx, subscriberId)
  const row = addressRow(tx.vault, { id: newId(tx.now), subscriberId }, address)
  await insertAddresses(tx, [row])
  const open = (await addressesNow(tx, subscriberId)).filter((one) => !one.archived)
  await updateSubscriber(tx, subscriberId, { county: countyOf(open) })
  audit(tx, { objects: [{ table: 'subscribers.subscriber', id: subscriberId }] })
  tx.emit(subscriberChanged, { subscriberId, what: 'addresses' })
  return row.id
}
