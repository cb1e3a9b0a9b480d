import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { portalSessionNow, reachedBy } from '../queries/portal.ts'
import { subscriberNotFound } from '../refusals.ts'
import { turnPortalSession } from '../store/portal.ts'

/** Turns a session to somebody else whom the same phone or address looks after; others are as if they were not there. */
export async function choosePerson(tx: Tx, subscriberId: string): Promise<void> {
  const session = await portalSessionNow(tx)
  if (!(await reachedBy(tx, session.value_blind)).includes(subscriberId)) throw subscriberNotFound()
  await turnPortalSession(tx, session.id, subscriberId)
  audit(tx, { objects: [{ table: 'subscribers.subscriber', id: subscriberId }] })
}
