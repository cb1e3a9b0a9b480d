import type { Tx } from '#platform/tx.ts'
import { addSubscriber } from './commands/add-subscriber.ts'
import { noDetails, usualTerms } from './contract/shapes.ts'
import { subscriberInput, type SubscriberInput } from './contract/subscribers.ts'

let people = 0

/** A subscriber; a person with a phone and no address, unless said. Answers the id. */
export function aSubscriber(tx: Tx, given: Partial<SubscriberInput> = {}): Promise<string> {
  const number = ++people
  const phone = `+2547000${String(number).padStart(5, '0')}`
  return addSubscriber(
    tx,
    subscriberInput.parse({
      kind: 'person',
      name: `Subscriber ${number}`,
      language: 'en',
      siteId: null,
      parentId: null,
      tags: [],
      details: noDetails,
      contacts: [{ channel: 'phone', purpose: 'main', value: phone, name: null }],
      addresses: [],
      terms: usualTerms,
      consents: [],
      ...given,
    } satisfies SubscriberInput),
  )
}
