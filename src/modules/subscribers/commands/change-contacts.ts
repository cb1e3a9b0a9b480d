import { newId } from '#kernel/id.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeContacts as endpoint } from '../contract/subscribers.ts'
import { subscriberChanged } from '../events.ts'
import { contactRow, openDetails, openName, searchOf } from '../queries/sealed.ts'
import { refuseStale } from '../refusals.ts'
import { deleteContacts, insertContacts, updateSubscriber } from '../store.ts'
import { closeWaysIn } from './close-ways-in.ts'
import { lockActiveSubscriber } from './lock-active-subscriber.ts'

/** Replaces phones and e-mail addresses. */
export async function changeContacts(tx: Tx, input: ParsedInputOf<typeof endpoint>) {
  const { subscriberId: id, version, contacts } = input
  const row = await lockActiveSubscriber(tx, id)
  refuseStale(row, version)
  const before = await deleteContacts(tx, id)
  const rows = contacts.map((contact) =>
    contactRow(tx.vault, { id: newId(tx.now), subscriberId: id }, contact),
  )
  await insertContacts(tx, rows)
  const kept = new Set(rows.map(({ value_blind: valueBlind }) => valueBlind))
  const gone = [...new Set(before)].filter((valueBlind) => !kept.has(valueBlind))
  await closeWaysIn(tx, { subscriberId: id, valueBlinds: gone })
  await updateSubscriber(tx, id, {
    search: searchOf(tx.vault, {
      name: openName(tx.vault, row),
      details: openDetails(tx.vault, row),
      contacts,
    }),
  })
  audit(tx, { objects: [{ table: 'subscribers.subscriber', id }] })
  tx.emit(subscriberChanged, { subscriberId: id, what: 'contacts' })
}
