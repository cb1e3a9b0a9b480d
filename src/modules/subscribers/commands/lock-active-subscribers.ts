import type { Tx } from '#platform/tx.ts'
import { mergedNumber } from '../queries/subscribers.ts'
import { subscriberIsClosed, subscriberIsMerged } from '../refusals.ts'
import { lockSubscriberRows } from '../store.ts'

/** These, each once and in the order of their ids, locked until the unit ends; refuses one that is closed or merged into another. */
export async function lockActiveSubscribers(tx: Tx, subscriberIds: readonly string[]) {
  const subscribers = await lockSubscriberRows(tx, subscriberIds)
  for (const { merged_into, state } of subscribers) {
    if (merged_into !== null)
      throw subscriberIsMerged({ number: await mergedNumber(tx, merged_into) })
    if (state !== 'active') throw subscriberIsClosed()
  }
  return subscribers
}
