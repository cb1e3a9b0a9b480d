import { sql, type Insertable, type Updateable } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import { assert, must } from '#kernel/assert.ts'
import type { DB } from '#platform/database.ts'
import { anyOf } from '#platform/sql-array.ts'
import type { Tx } from '#platform/tx.ts'
import { subscriberNotFound } from './refusals.ts'

/**
 * The only writer of schema `subscribers`. Each function is one statement; what it is for is told by the command that
 * calls it. Values in `…_sealed` columns arrive sealed (see `queries/sealed.ts`).
 */
type Row<Table extends keyof DB> = Insertable<DB[Table]>
type Change<Table extends keyof DB> = Omit<Updateable<DB[Table]>, 'id'>

/** Who answers for a change, as every table of ours keeps it. */
export function by(actor: Actor): { by_kind: string; by_id: string } {
  if (actor.kind === 'system') return { by_kind: 'system', by_id: actor.name }
  assert(actor.kind !== 'nobody', 'nobody changes nothing')
  return { by_kind: actor.kind, by_id: actor.id }
}

function stamp(tx: Tx) {
  return { changed_at: tx.now, ...by(tx.actor) }
}

type Stamped = 'changed_at' | 'by_kind' | 'by_id'

/** `count` account numbers without their check digit. Holes are harmless. */
export async function nextSerials(tx: Tx, count: number): Promise<bigint[]> {
  const { rows } = await sql<{ serial: bigint }>`
    select nextval('subscribers.number_seq') as serial from generate_series(1, ${count})`.execute(
    tx.sql,
  )
  return rows.map(({ serial }) => serial)
}

// ───────────────────────────────────────────────────────────────────────── subscribers

export async function insertSubscribers(
  tx: Tx,
  rows: readonly Omit<Row<'subscribers.subscriber'>, Stamped | 'version' | 'added_at'>[],
) {
  for (const part of parts(rows, 500)) {
    await tx.sql
      .insertInto('subscribers.subscriber')
      .values(part.map((row) => ({ ...row, ...stamp(tx), added_at: tx.now, version: 1 })))
      .execute()
  }
}

/** The subscriber, locked until the unit ends; refuses when there is none. */
export async function lockSubscriber(tx: Tx, id: string) {
  const [row] = await lockSubscriberRows(tx, [id])
  return must(row, 'who is not there was refused')
}

/** These, locked in the order of their ids; refuses when one of them is none. */
export async function lockSubscriberRows(tx: Tx, ids: readonly string[]) {
  const wanted = [...new Set(ids)]
  const rows = await tx.sql
    .selectFrom('subscribers.subscriber')
    .selectAll()
    .where('id', '=', anyOf(wanted))
    .orderBy('id')
    .forUpdate()
    .execute()
  if (rows.length < wanted.length) throw subscriberNotFound()
  return rows
}

/**
 * The lock of everything that is owed and paid: one fixed row for each subscriber, several in the order of their ids, so
 * that two units never wait for each other.
 */
export async function lockSubscribers(tx: Tx, ids: readonly string[]): Promise<string[]> {
  return [...(await lockStanding(tx, ids)).keys()]
}

/**
 * The same lock, and who stands for each now: of a merged record the one that it was merged into, because money that comes for it would be
 * seen by nobody.
 */
export async function lockStanding(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.sql
    .selectFrom('subscribers.subscriber')
    .select(['id', 'merged_into'])
    .modifyFront(sql`/* often */`)
    .where('id', '=', anyOf(ids))
    .orderBy('id')
    .forUpdate()
    .execute()
  const signposts = rows.flatMap(({ merged_into }) => merged_into ?? [])
  const kept = signposts.length > 0 ? await lockStanding(tx, signposts) : new Map<string, string>()
  return new Map(rows.map(({ id, merged_into }) => [id, kept.get(merged_into ?? '') ?? id]))
}

export async function updateSubscriber(
  tx: Tx,
  id: string,
  change: Omit<Change<'subscribers.subscriber'>, Stamped | 'version'>,
) {
  await tx.sql
    .updateTable('subscribers.subscriber')
    .set({ ...change, ...stamp(tx), version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()
}

/** Who stands under a subscriber follows it when it is merged. */
export async function moveChildren(tx: Tx, from: string, to: string) {
  await tx.sql
    .updateTable('subscribers.subscriber')
    .set({ parent_id: to, ...stamp(tx), version: sql<number>`version + 1` })
    .where('parent_id', '=', from)
    .execute()
}

/** Records that were merged into one that is merged now lead on to where it leads, so that each signpost is one step. */
export async function turnSignposts(tx: Tx, from: string, to: string) {
  await tx.sql
    .updateTable('subscribers.subscriber')
    .set({ merged_into: to, ...stamp(tx), version: sql<number>`version + 1` })
    .where('merged_into', '=', from)
    .execute()
}

/** Parents change one at a time: two changes that are fine alone may make a circle together. */
export async function lockParents(tx: Tx) {
  await sql`select pg_advisory_xact_lock(hashtext('subscribers.parent'))`.execute(tx.sql)
}

/** Adds and removes tags of many at once; answers those that changed. */
export async function retag(
  tx: Tx,
  ids: readonly string[],
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update subscribers.subscriber as s
    set tags = n.tags, version = s.version + 1, changed_at = ${tx.now},
        by_kind = ${by(tx.actor).by_kind}, by_id = ${by(tx.actor).by_id}
    from (
      select o.id, array(
        select distinct tag from unnest(o.tags || ${[...add]}::text[]) as tag
        where tag <> all (${[...remove]}::text[]) order by tag) as tags
      from subscribers.subscriber o where o.id = any (${[...ids]}::uuid[]) and o.state <> 'merged'
      order by o.id for update) n
    where s.id = n.id and s.tags is distinct from n.tags
    returning s.id`.execute(tx.sql)
  return rows.map((row) => row.id)
}

// ───────────────────────────────────────────────── contacts, addresses, documents, segments, tax

export async function insertContacts(
  tx: Tx,
  rows: readonly Omit<Row<'subscribers.contact'>, 'added_at'>[],
) {
  for (const part of parts(rows, 1000)) {
    await tx.sql
      .insertInto('subscribers.contact')
      .values(part.map((row) => ({ ...row, added_at: tx.now })))
      .execute()
  }
}

/** Contacts with a phone that are not found by its hash yet. */
export async function lockUnhashed(tx: Tx, limit: number) {
  return tx.sql
    .selectFrom('subscribers.contact')
    .select(['id', 'channel', 'value_sealed'])
    .where('phone_hash_blind', 'is', null)
    .where('channel', '<>', 'email')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
}

export async function updateContact(
  tx: Tx,
  id: string,
  change: { phone_hash_blind: string | null; phone_ends_blind: string | null },
) {
  await tx.sql.updateTable('subscribers.contact').set(change).where('id', '=', id).execute()
}

/** Gives the hashes of those that were there. */
export async function deleteContacts(tx: Tx, subscriberId: string): Promise<string[]> {
  const gone = await tx.sql
    .deleteFrom('subscribers.contact')
    .where('subscriber_id', '=', subscriberId)
    .returning('value_blind')
    .execute()
  return gone.map(({ value_blind: valueBlind }) => valueBlind)
}

export async function insertAddresses(
  tx: Tx,
  rows: readonly Omit<Row<'subscribers.address'>, 'added_at'>[],
) {
  for (const part of parts(rows, 1000)) {
    await tx.sql
      .insertInto('subscribers.address')
      .values(part.map((row) => ({ ...row, added_at: tx.now })))
      .execute()
  }
}

export async function updateAddress(tx: Tx, id: string, change: Change<'subscribers.address'>) {
  await tx.sql.updateTable('subscribers.address').set(change).where('id', '=', id).execute()
}

export async function insertDocument(
  tx: Tx,
  row: Omit<Row<'subscribers.document'>, 'added_at' | 'by_kind' | 'by_id'>,
  content_sealed: string,
) {
  await tx.sql
    .insertInto('subscribers.document')
    .values({ ...row, added_at: tx.now, ...by(tx.actor) })
    .execute()
  await tx.sql
    .insertInto('subscribers.document_content')
    .values({ id: row.id, content_sealed })
    .execute()
}

export async function deleteDocument(tx: Tx, id: string) {
  await tx.sql.deleteFrom('subscribers.document').where('id', '=', id).execute()
}

export async function insertClaim(tx: Tx, row: Omit<Row<'subscribers.segment_claim'>, Stamped>) {
  await tx.sql
    .insertInto('subscribers.segment_claim')
    .values({ ...row, ...stamp(tx) })
    .execute()
}

export async function updateClaim(
  tx: Tx,
  id: string,
  change: Omit<Change<'subscribers.segment_claim'>, Stamped>,
) {
  await tx.sql
    .updateTable('subscribers.segment_claim')
    .set({ ...change, ...stamp(tx) })
    .where('id', '=', id)
    .execute()
}

export async function insertTaxStanding(
  tx: Tx,
  row: Omit<Row<'subscribers.tax_standing'>, Stamped>,
) {
  await tx.sql
    .insertInto('subscribers.tax_standing')
    .values({ ...row, ...stamp(tx) })
    .execute()
}

export async function updateTaxStanding(
  tx: Tx,
  id: string,
  change: Omit<Change<'subscribers.tax_standing'>, Stamped>,
) {
  await tx.sql
    .updateTable('subscribers.tax_standing')
    .set({ ...change, ...stamp(tx) })
    .where('id', '=', id)
    .execute()
}

// ───────────────────────────────────────────────────────────── consents, timeline, contracts

export async function insertConsents(
  tx: Tx,
  rows: readonly Omit<Row<'subscribers.consent'>, 'at' | 'by_kind' | 'by_id'>[],
) {
  for (const part of parts(rows, 1000)) {
    await tx.sql
      .insertInto('subscribers.consent')
      .values(part.map((row) => ({ ...row, at: tx.now, ...by(tx.actor) })))
      .execute()
  }
}

export async function insertMoments(
  tx: Tx,
  rows: readonly Omit<Row<'subscribers.moment'>, 'at' | 'by_kind' | 'by_id'>[],
) {
  if (rows.length === 0) return
  const { by_kind, by_id } = by(tx.actor)
  await sql`
    /* often */ insert into subscribers.moment (id, subscriber_id, what, facts, note_sealed, is_pinned, at, by_kind, by_id)
    select id, subscriber_id, what, facts::jsonb, note_sealed, coalesce(is_pinned, false), ${tx.now}, ${by_kind}, ${by_id}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (id uuid, subscriber_id uuid, what text, facts text, note_sealed text, is_pinned boolean)`.execute(
    tx.sql,
  )
}

export async function updateMoment(tx: Tx, id: string, change: Change<'subscribers.moment'>) {
  await tx.sql.updateTable('subscribers.moment').set(change).where('id', '=', id).execute()
}

export async function insertContract(
  tx: Tx,
  row: Omit<Row<'subscribers.contract'>, Stamped | 'version' | 'added_at'>,
) {
  await tx.sql
    .insertInto('subscribers.contract')
    .values({ ...row, ...stamp(tx), added_at: tx.now, version: 1 })
    .execute()
}

export async function updateContract(
  tx: Tx,
  id: string,
  change: Omit<Change<'subscribers.contract'>, Stamped | 'version'>,
) {
  await tx.sql
    .updateTable('subscribers.contract')
    .set({ ...change, ...stamp(tx), version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()
}

/** Everything that hangs on one record becomes the other's. Main contacts of the first step back. */
export async function moveBelongings(tx: Tx, from: string, to: string) {
  await sql`
    update subscribers.contact as c set purpose = 'emergency'
    where c.subscriber_id = ${from} and c.purpose = 'main'
      and exists (select from subscribers.contact k where k.subscriber_id = ${to} and k.purpose = 'main' and k.channel = c.channel)`.execute(
    tx.sql,
  )
  await sql`
    update subscribers.segment_claim as c set state = 'ended', changed_at = ${tx.now}
    where c.subscriber_id = ${from} and c.state in ('claimed', 'proven')
      and exists (select from subscribers.segment_claim k
                  where k.subscriber_id = ${to} and k.segment_id = c.segment_id and k.state in ('claimed', 'proven'))`.execute(
    tx.sql,
  )
  await sql`update subscribers.contact set subscriber_id = ${to} where subscriber_id = ${from}`.execute(
    tx.sql,
  )
  await sql`update subscribers.address set subscriber_id = ${to} where subscriber_id = ${from}`.execute(
    tx.sql,
  )
  await sql`update subscribers.document set subscriber_id = ${to} where subscriber_id = ${from}`.execute(
    tx.sql,
  )
  await sql`update subscribers.segment_claim set subscriber_id = ${to} where subscriber_id = ${from}`.execute(
    tx.sql,
  )
  await sql`update subscribers.tax_standing set subscriber_id = ${to} where subscriber_id = ${from}`.execute(
    tx.sql,
  )
  await sql`update subscribers.consent set subscriber_id = ${to} where subscriber_id = ${from}`.execute(
    tx.sql,
  )
  await sql`update subscribers.moment set subscriber_id = ${to} where subscriber_id = ${from}`.execute(
    tx.sql,
  )
  await sql`update subscribers.contract set subscriber_id = ${to} where subscriber_id = ${from}`.execute(
    tx.sql,
  )
  await sql`update subscribers.portal_passkey set subscriber_id = ${to} where subscriber_id = ${from}`.execute(
    tx.sql,
  )
}

/** PostgreSQL takes 65,535 parameters in one statement. */
function parts<T>(rows: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, part) =>
    rows.slice(part * size, (part + 1) * size),
  )
}

/** Whoever looks for the holder of a phone and adds one waits for others who do, until their unit ends. */
export async function lockPhone(tx: Tx, phone: string): Promise<void> {
  const lock = tx.vault.blind('subscribers.contact.value_blind', phone)
  await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(tx.sql)
}
