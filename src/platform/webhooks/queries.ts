import { sql } from 'kysely'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import type { PlatformWebhook } from '#platform/database.ts'
import { among, listRows, matches } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import type { Selectable } from 'kysely'
import {
  deliveryState,
  webhookState,
  type Delivery,
  type DeliveryRow,
  type listDeliveries,
  type listWebhooks,
  type Webhook,
  type WebhookRow,
} from './contract.ts'
import { deliveryNotFound } from './refusals.ts'
import { ANSWER_SEALED, BODY_SEALED, findWebhook, URL_SEALED } from './store.ts'

/** The webhooks that are on and ask for this event. */
export async function webhooksFor(read: Pick<Read, 'sql'>, event: string): Promise<string[]> {
  const webhooks = await read.sql
    .selectFrom('platform.webhook')
    .select(['id', 'events'])
    .where('state', '=', 'on')
    .execute()
  return webhooks
    .filter(({ events }) => events.length === 0 || events.includes(event))
    .map(({ id }) => id)
}

type Row = Selectable<PlatformWebhook>

function rowOf(
  row: Pick<
    Row,
    | 'id'
    | 'name'
    | 'host'
    | 'events'
    | 'state'
    | 'off_because'
    | 'failing_since'
    | 'last_delivered_at'
    | 'changed_at'
  >,
): WebhookRow {
  return {
    id: row.id,
    name: row.name,
    host: row.host,
    events: row.events,
    state: webhookState.parse(row.state),
    offBecause: row.off_because,
    failingSince: row.failing_since?.toString() ?? null,
    lastDeliveredAt: row.last_delivered_at?.toString() ?? null,
    changedAt: row.changed_at.toString(),
  }
}

export async function webhookNow(read: Pick<Read, 'sql' | 'vault'>, id: string): Promise<Webhook> {
  const row = await findWebhook(read, id)
  return {
    ...rowOf(row),
    url: read.vault.open({ ...URL_SEALED, row: id }, row.url_sealed),
    oldSecretUntil: row.old_secret_until?.toString() ?? null,
    version: row.version,
  }
}

export function webhooksPage(read: Read, input: ParsedInputOf<typeof listWebhooks>) {
  return listRows(read, input, {
    name: 'platform.list-webhooks',
    query: read.sql
      .selectFrom('platform.webhook')
      .select(['id', 'name', 'host', 'events', 'state', 'off_because'])
      .select(['failing_since', 'last_delivered_at', 'changed_at']),
    id: sql.ref('id'),
    sorts: {
      name: { by: sql`lower(name)`, type: 'text' },
      changedAt: { by: sql.ref('changed_at'), type: 'timestamptz' },
    },
    filters: [among(sql.ref('state'), input.state)],
    search: (q) => matches(q, sql.ref('name'), sql.ref('host')),
    item: rowOf,
  })
}

const DELIVERY_COLUMNS = [
  'd.id',
  'd.webhook_id',
  'w.name as webhook_name',
  'd.event',
  'd.state',
  'd.attempts',
  'd.at',
  'd.next_at',
  'd.delivered_at',
  'd.last_status',
  'd.last_error',
] as const

function deliveries(read: Read) {
  return read.sql
    .selectFrom('platform.webhook_delivery as d')
    .innerJoin('platform.webhook as w', 'w.id', 'd.webhook_id')
    .select(DELIVERY_COLUMNS)
}

type DeliveryFound = Awaited<ReturnType<ReturnType<typeof deliveries>['executeTakeFirstOrThrow']>>

function deliveryOf(row: DeliveryFound): DeliveryRow {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    webhookName: row.webhook_name,
    event: row.event,
    state: deliveryState.parse(row.state),
    attempts: row.attempts,
    at: row.at.toString(),
    nextAt: row.next_at?.toString() ?? null,
    deliveredAt: row.delivered_at?.toString() ?? null,
    lastStatus: row.last_status,
    lastError: row.last_error,
  }
}

export function deliveriesPage(read: Read, input: ParsedInputOf<typeof listDeliveries>) {
  return listRows(read, input, {
    name: 'platform.list-webhook-deliveries',
    query: deliveries(read),
    id: sql.ref('d.id'),
    sorts: {
      at: { by: sql.ref('d.at'), type: 'timestamptz' },
      event: { by: sql.ref('d.event'), type: 'text' },
    },
    filters: [
      input.webhookId?.length ? sql`d.webhook_id = any(${input.webhookId}::uuid[])` : undefined,
      among(sql.ref('d.state'), input.state),
      among(sql.ref('d.event'), input.event),
    ],
    search: (q) => matches(q, sql.ref('d.event')),
    item: deliveryOf,
  })
}

export async function deliveryNow(read: Read, id: string): Promise<Delivery> {
  const row = await deliveries(read)
    .select('d.body_sealed')
    .where('d.id', '=', id)
    .executeTakeFirst()
  if (!row) throw deliveryNotFound()
  const tries = await read.sql
    .selectFrom('platform.webhook_try')
    .selectAll()
    .where('delivery_id', '=', id)
    .orderBy('at')
    .execute()
  return {
    ...deliveryOf(row),
    body: read.vault.open({ ...BODY_SEALED, row: id }, row.body_sealed),
    tries: tries.map((made) => ({
      at: made.at.toString(),
      duration_ms: made.duration_ms,
      status: made.status,
      error: made.error,
      answer:
        made.answer_sealed === null
          ? null
          : read.vault.open({ ...ANSWER_SEALED, row: made.id }, made.answer_sealed),
    })),
  }
}
