import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { subscriberClosed } from '../events.ts'
import { refuseStale } from '../refusals.ts'
import { updateSubscriber } from '../store.ts'
import { lockActiveSubscriber } from './lock-active-subscriber.ts'
import { noteMoments } from './note-moments.ts'

/** Nothing new is sold to them; everything stays readable. What they still hold and owe goes on by its own rules. */
export async function closeSubscriber(
  tx: Tx,
  input: { subscriberId: string; version: number; because: string },
) {
  const { subscriberId, because } = input
  refuseStale(await lockActiveSubscriber(tx, subscriberId), input.version)
  await updateSubscriber(tx, subscriberId, { state: 'closed', closed_at: tx.now })
  audit(tx, { objects: [{ table: 'subscribers.subscriber', id: subscriberId }], reason: because })
  await noteMoments(tx, [{ subscriberId, what: 'subscribers.closed', facts: {} }])
  tx.emit(subscriberClosed, { subscriberId })
}
