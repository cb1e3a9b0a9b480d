import type { Tx } from '#platform/tx.ts'
import { deliverWebhook } from '../job-types.ts'
import { webhooksFor } from '../queries.ts'
import { insertDelivery } from '../store.ts'

export type Happened = { eventId: string; name: string; at: Temporal.Instant; facts: unknown }

/** Leaves one message for every webhook that is on and asks for this event. */
export async function sendEvent(tx: Tx, happened: Happened): Promise<void> {
  for (const id of await webhooksFor(tx, happened.name)) await sendTo(tx, id, happened)
}

/** Leaves one message for one webhook. Gives its id, or undefined where it was left before. */
export async function sendTo(
  tx: Tx,
  webhookId: string,
  { eventId, name, at, facts }: Happened,
): Promise<string | undefined> {
  const body = JSON.stringify({ type: name, timestamp: at.toString(), data: facts })
  const deliveryId = await insertDelivery(tx, { webhookId, eventId, event: name, body })
  if (deliveryId !== undefined) tx.later(deliverWebhook, { deliveryId }, { key: deliveryId })
  return deliveryId
}
