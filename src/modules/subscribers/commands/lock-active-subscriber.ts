import type { Tx } from '#platform/tx.ts'
import { mergedNumber } from '../queries/subscribers.ts'
import { subscriberIsClosed, subscriberIsMerged } from '../refusals.ts'
import { lockSubscriber } from '../store.ts'

/** The subscriber, locked until the unit ends; refuses one that is closed or merged into another. */
export async function lockActiveSubscriber(tx: Tx, subscriberId: string) {
  const subscriber = await lockSubscriber(tx, subscriberId)
  if (subscriber.merged_into !== null) {
    throw subscriberIsMerged({ number: await mergedNumber(tx, subscriber.merged_into) })
  }
  if (subscriber.state !== 'active') throw subscriberIsClosed()
  return subscriber
}
