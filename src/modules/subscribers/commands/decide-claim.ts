import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { subscriberChanged } from '../events.ts'
import { findClaim } from '../queries/standing.ts'
import { claimIsDecided, claimNotFound } from '../refusals.ts'
import { updateClaim } from '../store.ts'
import { lockActiveSubscriber } from './lock-active-subscriber.ts'

/** A colleague has looked at the proof, or the segment holds no longer. */
export async function decideClaim(
  tx: Tx,
  input: { subscriberId: string; claimId: string; decision: 'proven' | 'refused' | 'ended' },
) {
  const { subscriberId, claimId, decision } = input
  await lockActiveSubscriber(tx, subscriberId)
  const claim = await findClaim(tx, claimId)
  if (claim?.subscriber_id !== subscriberId) throw claimNotFound()
  const isOpen = decision === 'ended' ? claim.state === 'proven' : claim.state === 'claimed'
  if (!isOpen) throw claimIsDecided()
  await updateClaim(tx, claimId, { state: decision })
  audit(tx, { objects: [{ table: 'subscribers.subscriber', id: subscriberId }], reason: decision })
  tx.emit(subscriberChanged, { subscriberId, what: 'segments' })
}
