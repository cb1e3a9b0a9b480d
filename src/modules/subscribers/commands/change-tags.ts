import { audit } from '#platform/audit.ts'
import { refuseOtherSite } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import { subscriberChanged } from '../events.ts'
import { sitesOfSubscribers } from '../queries/subscribers.ts'
import { retag } from '../store.ts'

/** Adds tags to many at once and takes others away; answers how many changed. All of them are the caller's, or nothing happens. */
export async function changeTags(
  tx: Tx,
  input: {
    subscriberIds: readonly string[]
    add: readonly string[]
    remove: readonly string[]
  },
): Promise<number> {
  for (const siteId of await sitesOfSubscribers(tx, input.subscriberIds))
    refuseOtherSite(tx, siteId)
  const changed = await retag(tx, input.subscriberIds, input)
  audit(tx, { objects: changed.map((id) => ({ table: 'subscribers.subscriber', id })) })
  for (const subscriberId of changed) tx.emit(subscriberChanged, { subscriberId, what: 'tags' })
  return changed.length
}
