import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { taxChanged } from '../events.ts'
import { findTaxStanding, localToday } from '../queries/standing.ts'
import { taxNotFound } from '../refusals.ts'
import { updateTaxStanding } from '../store.ts'
import { lockActiveSubscriber } from './lock-active-subscriber.ts'

/** Yesterday was the last day of it; one that had not begun never was, and one that is over is over. What was invoiced meanwhile stays as it was. */
export async function endTaxStanding(tx: Tx, input: { subscriberId: string; standingId: string }) {
  const { subscriberId, standingId } = input
  await lockActiveSubscriber(tx, subscriberId)
  const found = await findTaxStanding(tx, standingId)
  if (found?.subscriber_id !== subscriberId || found.ended_at !== null) throw taxNotFound()
  const yesterday = (await localToday(tx)).subtract({ days: 1 })
  const isOver =
    found.until_on !== null && Temporal.PlainDate.compare(found.until_on, yesterday) <= 0
  if (isOver) throw taxNotFound()
  const hadBegun = Temporal.PlainDate.compare(found.from_on, yesterday) <= 0
  await updateTaxStanding(tx, standingId, hadBegun ? { until_on: yesterday } : { ended_at: tx.now })
  audit(tx, { objects: [{ table: 'subscribers.subscriber', id: subscriberId }] })
  tx.emit(taxChanged, { subscriberId })
}
