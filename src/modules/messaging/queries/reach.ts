import { sql } from 'kysely'
import { CHANNELS, type Channel } from '#kernel/message.ts'
import type { Read } from '#platform/tx.ts'
import { OPT_OUT_BLIND } from '../store/opt-outs.ts'
import { PHONE_BLIND, type Recipient } from '../store.ts'

/** Channels on which something carries for us. E-mail always does: there is one mail server, or the mailbox. */
export async function carriedNow(read: Read): Promise<Set<Channel>> {
  const rows = await read.sql
    .selectFrom('messaging.gateway')
    .select('channel')
    .distinct()
    .where('is_on', '=', true)
    .execute()
  const on = new Set(rows.map((row) => row.channel))
  return new Set(CHANNELS.filter((one) => one === 'email' || one === 'push' || on.has(one)))
}

/** Whose browsers are told. */
export async function pushedAmong(
  read: Read,
  subscriberIds: readonly string[],
): Promise<Set<string>> {
  if (subscriberIds.length === 0) return new Set()
  const { rows } = await sql<{ subscriber_id: string }>`
    select distinct subscriber_id from messaging.push_address
    where subscriber_id = any(${[...subscriberIds]}::uuid[])`.execute(read.sql)
  return new Set(rows.map((row) => row.subscriber_id))
}

/** On which channels each of these wants only what it must know, in their order. */
export async function optedOutAmong(
  read: Read,
  recipients: readonly Recipient[],
): Promise<Set<Channel>[]> {
  const blind = (value: string | null) =>
    value === null ? null : read.vault.blind(OPT_OUT_BLIND, value)
  const blinds = recipients.map(({ phone, email }) => ({
    phone: blind(phone),
    email: blind(email),
  }))
  const all = blinds.flatMap(({ phone, email }) => [phone, email]).filter((one) => one !== null)
  if (all.length === 0) return recipients.map(() => new Set())
  const { rows } = await sql<{ channel: string; value_blind: string }>`
    select channel, value_blind from messaging.opt_out where value_blind = any(${all})`.execute(
    read.sql,
  )
  const out = new Set(rows.map((row) => `${row.channel} ${row.value_blind}`))
  return blinds.map(
    ({ phone, email }) =>
      new Set(CHANNELS.filter((one) => out.has(`${one} ${one === 'email' ? email : phone}`))),
  )
}

/** How many codes went to this phone in an hour, and in a day. */
export async function codesTo(read: Read, phone: string) {
  const { rows } = await sql<{ hour: bigint; day: bigint }>`
    select count(*) filter (where written_at > ${read.now.subtract({ hours: 1 })}) as hour, count(*) as day
    from messaging.message
    where phone_blind = ${read.vault.blind(PHONE_BLIND, phone)} and class = 'code' and state <> 'stopped'
      and written_at > ${read.now.subtract({ hours: 24 })}`.execute(read.sql)
  return { hour: Number(rows[0]?.hour ?? 0), day: Number(rows[0]?.day ?? 0) }
}
