import { must } from '#kernel/assert.ts'
import type { Tx } from '#platform/tx.ts'
import { lockActiveSubscribers } from './lock-active-subscribers.ts'

/** The subscriber, locked until the unit ends; refuses one that is closed or merged into another. */
export async function lockActiveSubscriber(tx: Tx, subscriberId: string) {
  const [subscriber] = await lockActiveSubscribers(tx, [subscriberId])
  return must(subscriber, 'who is not there was refused')
}
