import type { Tx } from '#platform/tx.ts'
import { noDetails, usualTerms } from '../contract/shapes.ts'
import { subscriberInput } from '../contract/subscribers.ts'
import { GUEST_TAG } from '../rules/guest-tag.ts'
import { addSubscribers } from './add-subscribers.ts'

export type Guest = {
  readonly phone: string | null
  readonly name: string
  readonly language: 'en' | 'sw'
  readonly siteId: string | null
}

/** New records that know no more of these; answers in the order of what it was given. */
export function addGuests(tx: Tx, guests: readonly Guest[]): Promise<string[]> {
  return addSubscribers(
    tx,
    guests.map(({ phone, name, language, siteId }) =>
      subscriberInput.parse({
        ...{ kind: 'person', name, language, siteId, parentId: null, tags: [GUEST_TAG] },
        ...{ details: noDetails, addresses: [], terms: usualTerms, consents: [] },
        contacts:
          phone === null ? [] : [{ channel: 'phone', purpose: 'main', value: phone, name: null }],
      }),
    ),
  )
}
