import { newId } from '#kernel/id.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { claimSegment as endpoint } from '../contract/standing.ts'
import { subscriberChanged } from '../events.ts'
import { hasSegment, openClaim } from '../queries/standing.ts'
import { noSuchSegment, segmentClaimed } from '../refusals.ts'
import { insertClaim } from '../store.ts'
import { checkDocument } from './check-document.ts'
import { lockActiveSubscriber } from './lock-active-subscriber.ts'

/** Somebody says to be a student, a family, a business. Prices count on it once a colleague has seen the proof. */
export async function claimSegment(tx: Tx, input: ParsedInputOf<typeof endpoint>) {
  const { subscriberId, segmentId, documentId, from, until } = input
  await lockActiveSubscriber(tx, subscriberId)
  if (!(await hasSegment(tx, segmentId))) throw noSuchSegment()
  if (await openClaim(tx, { subscriberId, segmentId })) throw segmentClaimed()
  await checkDocument(tx, { subscriberId, documentId })
  const id = newId(tx.now)
  await insertClaim(tx, {
    id,
    subscriber_id: subscriberId,
    segment_id: segmentId,
    state: 'claimed',
    document_id: documentId,
    from_on: Temporal.PlainDate.from(from),
    until_on: until === null ? null : Temporal.PlainDate.from(until),
  })
  audit(tx, { objects: [{ table: 'subscribers.subscriber', id: subscriberId }] })
  tx.emit(subscriberChanged, { subscriberId, what: 'segments' })
}
