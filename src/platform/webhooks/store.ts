import { sql, type Insertable, type Updateable } from 'kysely'
import { newId } from '#kernel/id.ts'
import type { PlatformWebhook, PlatformWebhookDelivery } from '#platform/database.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { webhookNotFound } from './refusals.ts'

/** Where each sealed column is; the row's own id binds it there. */
export const URL_SEALED = { table: 'platform.webhook', column: 'url_sealed' }
export const SECRET_SEALED = { table: 'platform.webhook', column: 'secret_sealed' }
export const OLD_SECRET_SEALED = { table: 'platform.webhook', column: 'old_secret_sealed' }
export const BODY_SEALED = { table: 'platform.webhook_delivery', column: 'body_sealed' }
export const ANSWER_SEALED = { table: 'platform.webhook_try', column: 'answer_sealed' }

export async function findWebhook(read: Pick<Read, 'sql'>, id: string) {
  const row = await read.sql
    .selectFrom('platform.webhook')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw webhookNotFound()
  return row
}

export async function lockWebhook(tx: Tx, id: string) {
  const row = await tx.sql
    .selectFrom('platform.webhook')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw webhookNotFound()
  return row
}

export async function insertWebhook(tx: Tx, row: Insertable<PlatformWebhook>): Promise<void> {
  await tx.sql.insertInto('platform.webhook').values(row).execute()
}

export async function updateWebhook(
  tx: Tx,
  id: string,
  change: Updateable<PlatformWebhook>,
): Promise<void> {
  await tx.sql
    .updateTable('platform.webhook')
    .set({ ...change, changed_at: tx.now, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()
}

/** How deliveries go is no change of the webhook: its version and `changed_at` stay. */
export async function noteHealth(
  tx: Tx,
  id: string,
  health: Pick<Updateable<PlatformWebhook>, 'failing_since' | 'last_delivered_at'>,
): Promise<void> {
  await tx.sql.updateTable('platform.webhook').set(health).where('id', '=', id).execute()
}

export async function deleteWebhook(tx: Tx, id: string): Promise<void> {
  await tx.sql.deleteFrom('platform.webhook').where('id', '=', id).execute()
}

/** Writes a message once per webhook and event. Gives its id, or undefined where it is there already. */
export async function insertDelivery(
  tx: Tx,
  message: { webhookId: string; eventId: string; event: string; body: string },
): Promise<string | undefined> {
  const id = newId(tx.now)
  const row = await tx.sql
    .insertInto('platform.webhook_delivery')
    .values({
      id,
      webhook_id: message.webhookId,
      event_id: message.eventId,
      event: message.event,
      body_sealed: tx.vault.seal({ ...BODY_SEALED, row: id }, message.body),
      state: 'waiting',
      at: tx.now,
      next_at: tx.now,
    })
    .onConflict((conflict) => conflict.columns(['webhook_id', 'event_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export async function updateDelivery(
  tx: Tx,
  id: string,
  change: Updateable<PlatformWebhookDelivery>,
): Promise<void> {
  await tx.sql.updateTable('platform.webhook_delivery').set(change).where('id', '=', id).execute()
}

export async function insertTry(
  tx: Tx,
  made: {
    deliveryId: string
    at: Temporal.Instant
    duration_ms: number
    status: number | null
    error: string | null
    answer: string | null
  },
): Promise<void> {
  const id = newId(made.at)
  await tx.sql
    .insertInto('platform.webhook_try')
    .values({
      id,
      delivery_id: made.deliveryId,
      at: made.at,
      duration_ms: made.duration_ms,
      status: made.status,
      error: made.error,
      answer_sealed:
        made.answer === null ? null : tx.vault.seal({ ...ANSWER_SEALED, row: id }, made.answer),
    })
    .execute()
}

/** Forgets messages that are done with, a bounded batch at a time. Says whether there may be more. */
export async function deleteOldDeliveries(tx: Tx, days: number): Promise<boolean> {
  const most = 2000
  const { numDeletedRows } = await tx.sql
    .deleteFrom('platform.webhook_delivery')
    .where('id', 'in', (old) =>
      old
        .selectFrom('platform.webhook_delivery')
        .select('id')
        .where('at', '<', tx.now.subtract({ hours: days * 24 }))
        .where('state', '!=', 'waiting')
        .orderBy('at')
        .limit(most),
    )
    .executeTakeFirstOrThrow()
  return numDeletedRows >= BigInt(most)
}
