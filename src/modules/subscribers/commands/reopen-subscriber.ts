import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { subscriberReopened } from '../events.ts'
import { mergedNumber } from '../queries/subscribers.ts'
import { refuseStale, subscriberIsMerged, subscriberIsOpen } from '../refusals.ts'
import { lockSubscriber, updateSubscriber } from '../store.ts'
import { noteMoments } from './note-moments.ts'

/** Somebody who was closed buys again: same number, same history. */
export async function reopenSubscriber(tx: Tx, input: { subscriberId: string; version: number }) {
  const { subscriberId } = input
  const row = await lockSubscriber(tx, subscriberId)
  if (row.merged_into !== null) {
    throw subscriberIsMerged({ number: await mergedNumber(tx, row.merged_into) })
  }
  if (row.state === 'active') throw subscriberIsOpen()
  refuseStale(row, input.version)
  await updateSubscriber(tx, subscriberId, { state: 'active', closed_at: null })
  audit(tx, { objects: [{ table: 'subscribers.subscriber', id: subscriberId }] })
  await noteMoments(tx, [{ subscriberId, what: 'subscribers.reopened', facts: {} }])
  tx.emit(subscriberReopened, { subscriberId })
}
