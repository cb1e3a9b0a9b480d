import { audit } from '#platform/audit.ts'
import { callingSubscriber } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import { subscriberChanged } from '../events.ts'
import { updateSubscriber } from '../store.ts'
import { lockActiveSubscriber } from './lock-active-subscriber.ts'

/** In which language somebody wants to be written to. */
export async function changeMyLanguage(tx: Tx, language: 'en' | 'sw'): Promise<void> {
  const subscriberId = callingSubscriber(tx)
  await lockActiveSubscriber(tx, subscriberId)
  await updateSubscriber(tx, subscriberId, { language })
  audit(tx, { objects: [{ table: 'subscribers.subscriber', id: subscriberId }] })
  tx.emit(subscriberChanged, { subscriberId, what: 'profile' })
}
