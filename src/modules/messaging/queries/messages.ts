import { sql } from 'kysely'
import { email } from '#kernel/email.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { channel } from '#kernel/message.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { parsePhone } from '#kernel/phone.ts'
import { among, listRows } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import {
  attempt as attemptShape,
  message as messageShape,
  type listMessages,
  type listMyMessages,
  type Message,
  type WholeMessage,
} from '../contract.ts'
import { messageNotFound } from '../refusals.ts'
import { EMAIL_BLIND, openSaid, openTo, PHONE_BLIND } from '../store.ts'

const COLUMNS = [
  ...([
    'id',
    'purpose',
    'class',
    'language',
    'subscriber_id',
    'to_sealed',
    'state',
    'ways',
  ] as const),
  ...(['sent_by', 'why', 'parts', 'cents', 'written_at', 'look_at', 'sent_at'] as const),
] as const

function messages(read: Read) {
  return read.sql.selectFrom('messaging.message').select(COLUMNS)
}
type Row = Awaited<ReturnType<ReturnType<typeof messages>['execute']>>[number]

export async function messagesPage(read: Read, input: ParsedInputOf<typeof listMessages>) {
  return listRows(read, input, {
    name: 'messaging.list-messages',
    query: messages(read),
    id: sql.ref('message.id'),
    sorts: { writtenAt: { by: sql.ref('written_at'), type: 'timestamptz' } },
    filters: [
      among(sql.ref('state'), input.state),
      among(sql.ref('class'), input.class),
      among(sql`coalesce(sent_by, ways[1])`, input.channel),
      input.purpose === undefined ? undefined : sql`purpose = ${input.purpose}`,
      input.subscriber === undefined ? undefined : sql`subscriber_id = ${input.subscriber}`,
    ],
    search: (q) => foundBy(read, q),
    item: (row) => shown(read, row),
  })
}

/** A phone as people write it, or an e-mail address; both are found whole only. */
function foundBy(read: Read, q: string) {
  const address = email.safeParse(q)
  return address.success
    ? sql`email_blind = ${read.vault.blind(EMAIL_BLIND, address.data)}`
    : sql`phone_blind = ${read.vault.blind(PHONE_BLIND, parsePhone(q) ?? q)}`
}

export async function messageNow(read: Read, messageId: string): Promise<WholeMessage> {
  const row = await messages(read)
    .select(['said_sealed', 'again_of'])
    .where('id', '=', messageId)
    .executeTakeFirst()
  if (!row) throw messageNotFound()
  const attempts = await read.sql
    .selectFrom('messaging.attempt as attempt')
    .leftJoin('messaging.gateway as gateway', 'gateway.id', 'attempt.gateway_id')
    .select(['attempt.at', 'attempt.channel', 'gateway.name', 'attempt.outcome', 'attempt.why'])
    .select(['attempt.report', 'attempt.report_at', 'attempt.cents'])
    .where('message_id', '=', messageId)
    .orderBy('attempt.n')
    .execute()
  return {
    ...shown(read, row),
    // A code opens a door, so nobody reads it here, not even before it went.
    said: row.class === 'code' ? null : openSaid(read, row),
    againOf: row.again_of,
    attempts: attempts.map((one) => ({
      at: one.at.toString(),
      channel: channel.parse(one.channel),
      gateway: one.name,
      outcome: attemptShape.shape.outcome.parse(one.outcome),
      why: one.why,
      report: attemptShape.shape.report.parse(one.report),
      reportAt: one.report_at?.toString() ?? null,
      cost: moneyToWire(kes(one.cents)),
    })),
  }
}

/** The message of a cause. */
export async function messageByKey(read: Read, key: string): Promise<WholeMessage> {
  const row = await read.sql
    .selectFrom('messaging.message')
    .select('id')
    .where('key', '=', key)
    .executeTakeFirst()
  if (!row) throw messageNotFound()
  return messageNow(read, row.id)
}

function shown(read: Read, row: Row): Message {
  const { shape } = messageShape
  const now = row.sent_by ?? row.ways[0]
  return {
    ...{ id: row.id, purpose: row.purpose, class: shape.class.parse(row.class) },
    ...{ language: shape.language.parse(row.language), subscriberId: row.subscriber_id },
    ...{ to: openTo(read, row), state: shape.state.parse(row.state) },
    channel: now === undefined ? null : channel.parse(now),
    ...{ why: shape.why.parse(row.why), parts: row.parts, cost: moneyToWire(kes(row.cents)) },
    writtenAt: row.written_at.toString(),
    nextAt: row.look_at?.toString() ?? null,
    sentAt: row.sent_at?.toString() ?? null,
  }
}

/** What a subscriber was told, as they see it themselves; codes and what never went are left out. */
export async function messagesOf(
  read: Read,
  subscriberId: string,
  input: ParsedInputOf<typeof listMyMessages>,
) {
  return listRows(read, input, {
    name: 'messaging.list-my-messages',
    query: read.sql
      .selectFrom('messaging.message')
      .select(['id', 'said_sealed', 'sent_by', 'written_at'])
      .where('subscriber_id', '=', subscriberId)
      .where('class', '<>', 'code')
      .where('state', 'in', ['sent', 'delivered'])
      .where('said_sealed', 'is not', null),
    id: sql.ref('message.id'),
    sorts: { writtenAt: { by: sql.ref('written_at'), type: 'timestamptz' } },
    item: (row) => {
      const words = openSaid(read, row)
      return {
        ...{ id: row.id, subject: words?.subject ?? '', text: words?.text ?? '' },
        channel: row.sent_by === null ? null : channel.parse(row.sent_by),
        writtenAt: row.written_at.toString(),
      }
    },
  })
}
