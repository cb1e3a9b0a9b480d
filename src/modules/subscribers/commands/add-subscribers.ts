import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { NewSubscriber } from '../contract/subscribers.ts'
import { subscriberAdded } from '../events.ts'
import { writeSubscribers } from './write-subscribers.ts'

/** Several who stand under nobody, or whose parent was looked at. Answers their ids in the order of what it was given. */
export async function addSubscribers(tx: Tx, inputs: readonly NewSubscriber[]): Promise<string[]> {
  const ids = await writeSubscribers(tx, inputs)
  ids.forEach((subscriberId, place) => {
    const siteId = inputs[place]?.siteId ?? null
    audit(tx, {
      objects: [{ table: 'subscribers.subscriber', id: subscriberId }],
      ...(siteId !== null && { siteId }),
    })
    tx.emit(subscriberAdded, { subscriberId })
  })
  return ids
}
