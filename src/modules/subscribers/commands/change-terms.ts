import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { Terms } from '../contract/shapes.ts'
import { subscriberChanged } from '../events.ts'
import { noParentToBill, refuseStale } from '../refusals.ts'
import { termsColumns } from '../rules/columns.ts'
import { updateSubscriber } from '../store.ts'
import { lockActiveSubscriber } from './lock-active-subscriber.ts'

/** How long a subscriber has to pay, how much may be owed, and when it is billed. */
export async function changeTerms(
  tx: Tx,
  input: { subscriberId: string; version: number; terms: Terms },
) {
  const { subscriberId, version, terms } = input
  const row = await lockActiveSubscriber(tx, subscriberId)
  refuseStale(row, version)
  if (terms.billedTo === 'parent' && row.parent_id === null) throw noParentToBill()
  await updateSubscriber(tx, subscriberId, termsColumns(terms))
  audit(tx, { objects: [{ table: 'subscribers.subscriber', id: subscriberId }] })
  tx.emit(subscriberChanged, { subscriberId, what: 'terms' })
}
