import type { Tx } from '#platform/tx.ts'
import { webhookDelivered, webhookSwitchedOff } from '../events.ts'
import { deliverWebhook } from '../job-types.ts'
import { decideNext, type Result } from '../rules/schedule.ts'
import { insertTry, lockWebhook, noteHealth, updateDelivery, updateWebhook } from '../store.ts'

/** Notes what came of one try, and leaves the next one, gives the message up, or switches the webhook off. */
export async function recordTry(
  tx: Tx,
  made: {
    deliveryId: string
    webhookId: string
    at: Temporal.Instant
    duration_ms: number
    result: Result
    answer: string | null
    chance: number
  },
): Promise<void> {
  const { deliveryId, webhookId, result } = made
  const webhook = await lockWebhook(tx, webhookId)
  const delivery = await tx.sql
    .selectFrom('platform.webhook_delivery')
    .select(['attempts', 'state'])
    .where('id', '=', deliveryId)
    .forUpdate()
    .executeTakeFirst()
  if (!delivery) return
  const attempts = delivery.attempts + 1
  const failingSince = webhook.failing_since
  const next = decideNext({ result, attempts, failingSince, now: tx.now, chance: made.chance })

  await insertTry(tx, { ...made, ...result })
  const state = next.kind === 'again' ? 'waiting' : next.kind
  await updateDelivery(tx, deliveryId, {
    state,
    attempts,
    next_at: next.kind === 'again' ? next.at : null,
    last_status: result.status,
    last_error: result.error,
    ...(next.kind === 'delivered' && { delivered_at: tx.now }),
  })
  await noteHealth(
    tx,
    webhookId,
    next.kind === 'delivered'
      ? { failing_since: null, last_delivered_at: tx.now }
      : { failing_since: failingSince ?? tx.now },
  )
  if (next.kind === 'again')
    tx.later(deliverWebhook, { deliveryId }, { at: next.at, key: deliveryId })
  if (next.kind === 'failed' && next.switchOff !== undefined) {
    await updateWebhook(tx, webhookId, { state: 'off', off_because: next.switchOff })
    tx.emit(webhookSwitchedOff, { webhookId })
  }
  tx.emit(webhookDelivered, { webhookId, deliveryId, state })
}
