import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { subscriberChanged } from '../events.ts'
import { refuseStale } from '../refusals.ts'
import { updateSubscriber } from '../store.ts'
import { endSessionsBy } from '../store/portal-ways.ts'
import { checkParent } from './check-parent.ts'
import { lockActiveSubscriber } from './lock-active-subscriber.ts'

/** Puts a subscriber under a company, or takes it out; then it pays for itself. */
export async function changeParent(
  tx: Tx,
  input: { subscriberId: string; version: number; parentId: string | null },
) {
  const { subscriberId, version, parentId } = input
  if (parentId !== null) await checkParent(tx, { subscriberId, parentId })
  refuseStale(await lockActiveSubscriber(tx, subscriberId), version)
  await updateSubscriber(tx, subscriberId, {
    parent_id: parentId,
    ...(parentId === null && { billed_to: 'self' }),
  })
  // Browsers that show it may be of people who look after it no longer.
  await endSessionsBy(tx, { shownId: subscriberId })
  audit(tx, { objects: [{ table: 'subscribers.subscriber', id: subscriberId }] })
  tx.emit(subscriberChanged, { subscriberId, what: 'parent' })
}
