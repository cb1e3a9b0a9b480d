import { must } from '#kernel/assert.ts'
import type { Tx } from '#platform/tx.ts'
import { subscriberFacts, subscriberIdsByContact } from '../queries/facts.ts'
import { lockPhone } from '../store.ts'
import { GUEST_TAG } from '../rules/guest-tag.ts'
import { addGuests, type Guest } from './add-guests.ts'

/**
 * Whoever buys at a walk-in door: the subscriber with this phone, or a new record that knows no more of them. Where a family shares the
 * phone, it is the record that came of a walk-in door before, else the oldest. Somebody without a phone is always new.
 */
export async function findOrAddGuest(tx: Tx, guest: Guest): Promise<string> {
  const { phone } = guest
  if (phone !== null) {
    // Two purchases of one phone in one moment are one person's.
    await lockPhone(tx, phone)
    const facts = await subscriberFacts(tx, await subscriberIdsByContact(tx, phone))
    const active = [...facts.values()].filter(({ state }) => state === 'active')
    const known = active.find(({ tags }) => tags.includes(GUEST_TAG)) ?? active[0]
    if (known) return known.subscriberId
  }
  const [added] = await addGuests(tx, [guest])
  return must(added, 'each guest has an id')
}
