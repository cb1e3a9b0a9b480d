import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeProfile as endpoint } from '../contract/subscribers.ts'
import { subscriberChanged } from '../events.ts'
import { sealDetails, sealName, searchOf } from '../queries/sealed.ts'
import { contactsNow } from '../queries/subscribers.ts'
import { refuseStale } from '../refusals.ts'
import { updateSubscriber } from '../store.ts'
import { lockActiveSubscriber } from './lock-active-subscriber.ts'

/** Corrects who somebody is; within 30 days of a change the law wants it done (LN 90/2025). */
export async function changeProfile(tx: Tx, input: ParsedInputOf<typeof endpoint>) {
  const { subscriberId: id, version, name, language, siteId, details } = input
  refuseStale(await lockActiveSubscriber(tx, id), version)
  const contacts = await contactsNow(tx, id)
  await updateSubscriber(tx, id, {
    name_sealed: sealName(tx.vault, id, name),
    details_sealed: sealDetails(tx.vault, id, details),
    search: searchOf(tx.vault, { name, details, contacts }),
    language,
    site_id: siteId,
  })
  audit(tx, {
    objects: [{ table: 'subscribers.subscriber', id }],
    ...(siteId !== null && { siteId }),
  })
  tx.emit(subscriberChanged, { subscriberId: id, what: 'profile' })
}
