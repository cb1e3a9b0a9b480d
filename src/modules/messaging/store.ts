import { sql, type Insertable } from 'kysely'
import { z } from 'zod'
import type { Actor } from '#kernel/actor.ts'
import type { MessagingAttempt, MessagingMessage } from '#platform/database.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { forgotten, messageNotFound } from './refusals.ts'

export function by(actor: Actor): { by_kind: string; by_id: string } {
  if (actor.kind === 'system') return { by_kind: 'system', by_id: actor.name }
  if (actor.kind === 'nobody') return { by_kind: 'nobody', by_id: '' }
  return { by_kind: actor.kind, by_id: actor.id }
}

export function stamp(tx: Tx) {
  return { changed_at: tx.now, ...by(tx.actor) }
}

export const PHONE_BLIND = 'messaging.message.phone_blind'
export const EMAIL_BLIND = 'messaging.message.email_blind'
const at = (column: 'to_sealed' | 'said_sealed', row: string) => ({
  table: 'messaging.message',
  column,
  row,
})

export const recipient = z.object({
  name: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
})
export type Recipient = z.infer<typeof recipient>

export const said = z.object({ text: z.string(), subject: z.string() })
export type Said = z.infer<typeof said>

export function openTo(
  read: Pick<Read, 'vault'>,
  row: { id: string; to_sealed: string },
): Recipient {
  return recipient.parse(read.vault.openJson(at('to_sealed', row.id), row.to_sealed))
}

export function openSaid(
  read: Pick<Read, 'vault'>,
  row: { id: string; said_sealed: string | null },
): Said | null {
  return row.said_sealed === null
    ? null
    : said.parse(read.vault.openJson(at('said_sealed', row.id), row.said_sealed))
}

export type NewMessage = Omit<
  Insertable<MessagingMessage>,
  'to_sealed' | 'phone_blind' | 'email_blind' | 'said_sealed' | 'written_at' | 'by_kind' | 'by_id'
> & { readonly id: string; readonly to: Recipient; readonly said: Said | null }

/** Those are missing from the answer whose cause has its message already. */
export async function insertMessages(
  tx: Tx,
  messages: readonly NewMessage[],
): Promise<Set<string>> {
  if (messages.length === 0) return new Set()
  const rows = messages.map(({ to, said: words, ...columns }) => ({
    ...columns,
    to_sealed: tx.vault.sealJson(at('to_sealed', columns.id), to),
    phone_blind: to.phone === null ? null : tx.vault.blind(PHONE_BLIND, to.phone),
    email_blind: to.email === null ? null : tx.vault.blind(EMAIL_BLIND, to.email),
    said_sealed: words && tx.vault.sealJson(at('said_sealed', columns.id), words),
    written_at: tx.now,
    ...by(tx.actor),
  }))
  const inserted = await tx.sql
    .insertInto('messaging.message')
    .values(rows)
    .onConflict((known) => known.column('key').doNothing())
    .returning('id')
    .execute()
  return new Set(inserted.map(({ id }) => id))
}

/** Takes messages that are due for a while, so that no other worker does; the most urgent first. */
export async function takeDue(
  tx: Tx,
  { limit, until, only }: { limit: number; until: Temporal.Instant; only?: string | undefined },
) {
  const mine = only === undefined ? sql`true` : sql`id = ${only}`
  const { rows } = await sql<{
    id: string
    class: string
    language: string
    subscriber_id: string | null
    to_sealed: string
    said_sealed: string | null
    ways: string[]
    tries: number
    until_at: Temporal.Instant
    written_at: Temporal.Instant
    only_gateway_id: string | null
    encloses: string | null
    encloses_id: string | null
  }>`
    update messaging.message set look_at = ${until}
    where id in (
      select id from messaging.message where state = 'waiting' and look_at <= ${tx.now} and ${mine}
      order by array_position(array['code', 'transactional', 'service', 'promotional'], class), look_at, id
      limit ${limit} for update skip locked)
    returning id, class, language, subscriber_id, to_sealed, said_sealed, ways, tries, until_at, written_at, only_gateway_id,
      encloses, encloses_id`.execute(tx.sql)
  return rows
}

/** Whose moment is put back, because nothing can carry it now. */
export async function putOff(tx: Tx, ids: readonly string[], at: Temporal.Instant) {
  if (ids.length === 0) return
  await tx.sql
    .updateTable('messaging.message')
    .set({ look_at: at })
    .where('id', 'in', ids)
    .where('state', '=', 'waiting')
    .execute()
}

/** By these ways it is tried from now on. */
export async function dropWays(tx: Tx, messageId: string, ways: readonly string[]) {
  await tx.sql
    .updateTable('messaging.message')
    .set({ ways: [...ways], tries: 0 })
    .where('id', '=', messageId)
    .execute()
}

export async function endMessage(
  tx: Tx,
  messageId: string,
  end: { state: 'failed' | 'stopped'; why: string },
) {
  await tx.sql
    .updateTable('messaging.message')
    .set({ ...end, look_at: null, ended_at: tx.now })
    .where('id', '=', messageId)
    .execute()
}

export async function lockMessage(tx: Tx, messageId: string) {
  const row = await tx.sql
    .selectFrom('messaging.message')
    .selectAll()
    .where('id', '=', messageId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw messageNotFound()
  return row
}

export async function updateMessage(
  tx: Tx,
  messageId: string,
  change: {
    state?: 'waiting' | 'sent' | 'delivered' | 'failed'
    look_at?: Temporal.Instant | null
    ways?: string[]
    tries?: number
    sent_by?: string
    sent_at?: Temporal.Instant
    ended_at?: Temporal.Instant | null
    why?: string | null
    said_sealed?: null
    parts?: number
    cents?: bigint
  },
) {
  const { parts = 0, cents = 0n, ...columns } = change
  await tx.sql
    .updateTable('messaging.message')
    .set((eb) => ({
      ...columns,
      parts: eb('parts', '+', parts),
      cents: eb('cents', '+', cents),
    }))
    .where('id', '=', messageId)
    .execute()
}

/** The message is locked, so that no two of its tries have one number. */
export async function insertAttempt(tx: Tx, attempt: Omit<Insertable<MessagingAttempt>, 'n'>) {
  const { n } = await tx.sql
    .selectFrom('messaging.attempt')
    .select((eb) => eb.fn.coalesce(eb.fn.max('n'), eb.lit(0)).as('n'))
    .where('message_id', '=', attempt.message_id)
    .executeTakeFirstOrThrow()
  const inserted = await tx.sql
    .insertInto('messaging.attempt')
    .values({ ...attempt, n: n + 1 })
    .onConflict((known) =>
      known.columns(['gateway_id', 'provider_id']).where('provider_id', 'is not', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  // A provider that gives one number twice stops nothing and costs all the same; reports of that number are of the first.
  if (!inserted)
    await tx.sql
      .insertInto('messaging.attempt')
      .values({ ...attempt, provider_id: null, ask_at: null, n: n + 1 })
      .execute()
}

/** What a message said, for saying it again. */
export function saidOrRefuse(read: Pick<Read, 'vault'>, row: Parameters<typeof openSaid>[1]): Said {
  const words = openSaid(read, row)
  if (!words) throw forgotten()
  return words
}

/** Texts and addresses of messages that are older: what remains is that there was one, and what it cost. */
export async function forgetMessages(tx: Tx, before: Temporal.Instant): Promise<number> {
  const { rows } = await sql<{ id: string; to_sealed: string }>`
    select id, to_sealed from messaging.message
    where written_at < ${before} and said_sealed is not null and state <> 'waiting'
    order by written_at limit 1000 for update skip locked`.execute(tx.sql)
  const nobody = { name: null, phone: null, email: null }
  for (const { id } of rows) {
    await tx.sql
      .updateTable('messaging.message')
      .set({
        ...{ said_sealed: null, phone_blind: null, email_blind: null },
        to_sealed: tx.vault.sealJson(at('to_sealed', id), nobody),
      })
      .where('id', '=', id)
      .execute()
  }
  await tx.sql.deleteFrom('messaging.early_report').where('came_at', '<', before).execute()
  return rows.length
}
