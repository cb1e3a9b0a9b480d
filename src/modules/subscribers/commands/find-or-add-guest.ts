import type { Tx } from '#platform/tx.ts'
import { noDetails, usualTerms } from '../contract/shapes.ts'
import { subscriberInput } from '../contract/subscribers.ts'
import { subscriberFacts, subscriberIdsByContact } from '../queries/facts.ts'
import { lockPhone } from '../store.ts'
import { addSubscriber } from './add-subscriber.ts'

/** What the records of people carry who came in by themselves. */
const GUEST_TAG = 'hotspot'

/**
 * Whoever buys at a walk-in door: the subscriber with this phone, or a new record that knows no more of them. Where a family shares the
 * phone, it is the record that came of a walk-in door before, else the oldest. Somebody without a phone is always new.
 */
export async function findOrAddGuest(
  tx: Tx,
  guest: { phone: string | null; name: string; language: 'en' | 'sw'; siteId: string | null },
): Promise<string> {
  const { phone, name, language, siteId } = guest
  if (phone !== null) {
    // Two purchases of one phone in one moment are one person's.
    await lockPhone(tx, phone)
    const facts = await subscriberFacts(tx, await subscriberIdsByContact(tx, phone))
    const active = [...facts.values()].filter(({ state }) => state === 'active')
    const known = active.find(({ tags }) => tags.includes(GUEST_TAG)) ?? active[0]
    if (known) return known.subscriberId
  }
  return addSubscriber(
    tx,
    subscriberInput.parse({
      ...{ kind: 'person', name, language, siteId, parentId: null, tags: [GUEST_TAG] },
      ...{ details: noDetails, addresses: [], terms: usualTerms, consents: [] },
      contacts:
        phone === null ? [] : [{ channel: 'phone', purpose: 'main', value: phone, name: null }],
    }),
  )
}
