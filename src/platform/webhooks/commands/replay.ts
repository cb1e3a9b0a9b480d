import type { Tx } from '#platform/tx.ts'
import { deliverWebhook } from '../job-types.ts'
import { deliveryNotFound, webhookIsOff } from '../refusals.ts'
import { lockWebhook, updateDelivery } from '../store.ts'

const REPLAYED_AT_ONCE = 1000

/** Sends one message again from the start of its schedule, under the id it had, so that receivers can tell. */
export async function replayDelivery(tx: Tx, deliveryId: string): Promise<void> {
  const found = await tx.sql
    .selectFrom('platform.webhook_delivery')
    .select('webhook_id')
    .where('id', '=', deliveryId)
    .executeTakeFirst()
  if (!found) throw deliveryNotFound()
  if ((await lockWebhook(tx, found.webhook_id)).state === 'off') throw webhookIsOff()
  await startOver(tx, deliveryId)
}

/** Sends again what failed since an instant, the oldest first, a bounded number at once. */
export async function replayFailed(
  tx: Tx,
  { webhookId, since }: { webhookId: string; since: Temporal.Instant },
): Promise<{ replayed: number; left: number }> {
  if ((await lockWebhook(tx, webhookId)).state === 'off') throw webhookIsOff()
  const failed = await tx.sql
    .selectFrom('platform.webhook_delivery')
    .select('id')
    .where('webhook_id', '=', webhookId)
    .where('state', '=', 'failed')
    .where('at', '>=', since)
    .orderBy('at')
    .orderBy('id')
    .limit(REPLAYED_AT_ONCE * 10)
    .execute()
  const taken = failed.slice(0, REPLAYED_AT_ONCE)
  for (const { id } of taken) await startOver(tx, id)
  return { replayed: taken.length, left: failed.length - taken.length }
}

async function startOver(tx: Tx, deliveryId: string): Promise<void> {
  await updateDelivery(tx, deliveryId, { state: 'waiting', attempts: 0, next_at: tx.now })
  tx.later(deliverWebhook, { deliveryId }, { key: deliveryId })
}
