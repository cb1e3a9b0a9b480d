import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { NewSubscriber } from '../contract/subscribers.ts'
import { subscriberAdded } from '../events.ts'
import { checkParent } from './check-parent.ts'
import { writeSubscribers } from './write-subscribers.ts'

/** Somebody begins to buy from us. Answers the id; the account number is made here and never changes. */
export async function addSubscriber(tx: Tx, input: NewSubscriber): Promise<string> {
  if (input.parentId !== null) await checkParent(tx, { parentId: input.parentId })
  const [subscriberId = ''] = await writeSubscribers(tx, [input])
  audit(tx, {
    objects: [{ table: 'subscribers.subscriber', id: subscriberId }],
    ...(input.siteId !== null && { siteId: input.siteId }),
  })
  tx.emit(subscriberAdded, { subscriberId })
  return subscriberId
}
