import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { CURRENCIES } from '#kernel/money.ts'
import type { Tx } from '#platform/tx.ts'
import { authorOf } from './rules/author.ts'
import { canonical, type JournalBody } from './rules/journal.ts'

/** A journal ready to be stored. */
export type JournalRow = {
  readonly id: string
  readonly key: string
  readonly body: JournalBody
  readonly hash: Buffer
  readonly bookedAt: Temporal.Instant
  readonly whenClosed: 'refuse' | 'book-now'
}

export type Stored = { readonly id: string; readonly number: bigint }
export type Moved = { readonly party: string; readonly account: number; readonly balance: bigint }

/**
 * Stores journals with their postings and moves the balances of parties, in one statement. Journals whose key
 * is there, or whose period is closed, are left out; the caller finds out which by what is missing.
 *
 * Balances are touched in the order of (party, account), so that units which share parties wait for each other
 * and do not deadlock.
 */
export async function insertJournals(tx: Tx, rows: readonly JournalRow[]) {
  const by = authorOf(tx.actor)
  const postings = rows.flatMap(({ body }, of) =>
    body.postings.map((posting, place) => ({ of: of + 1, place: place + 1, ...posting })),
  )
  const { rows: told } = await sql<Told>`
    with given as materialized (
      select g.*, (g.booked_at at time zone isp.time_zone)::date as day,
             (${tx.now}::timestamptz at time zone isp.time_zone)::date as today
      from unnest(
        ${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ key }) => key)}::text[],
        ${rows.map(({ body }) => body.kind)}::text[], ${rows.map(({ hash }) => hash)}::bytea[],
        ${rows.map(({ bookedAt }) => bookedAt)}::timestamptz[],
        ${rows.map(({ whenClosed }) => whenClosed === 'book-now')}::boolean[],
        ${rows.map(({ body }) => body.subject?.kind ?? null)}::text[],
        ${rows.map(({ body }) => body.subject?.id ?? null)}::uuid[],
        ${rows.map(({ body }) => body.memo)}::text[], ${rows.map(({ body }) => body.reverses)}::bigint[],
        ${rows.map(({ body }) => body.currency)}::text[]
      ) with ordinality as g (id, key, kind, body_hash, booked_at, late, subject_kind, subject_id, memo, reverses, currency, of),
      organization.isp
    ), bookable as (
      select given.*, period.month is not null as closed
      from given
      left join ledger.period on period.state = 'closed' and period.month = date_trunc('month', given.day)::date
      where period.month is null or given.late
    ), fresh as (
      insert into ledger.journal
        (id, key, kind, body_hash, currency, booked_at, booked_on, recorded_at, subject_kind, subject_id, memo, reverses,
         by_kind, by_id)
      select id, key, kind, body_hash, currency, case when closed then ${tx.now} else booked_at end,
             case when closed then today else day end, ${tx.now}, subject_kind, subject_id, memo, reverses,
             ${by.kind}, ${by.id}
      from bookable
      order by of
      on conflict (key) do nothing
      returning number, id
    ), part as materialized (
      select fresh.number, p.place, p.account, p.party, p.cents
      from unnest(
        ${postings.map(({ of }) => of)}::bigint[], ${postings.map(({ place }) => place)}::smallint[],
        ${postings.map(({ account }) => account)}::integer[], ${postings.map(({ party }) => party)}::uuid[],
        ${postings.map(({ cents }) => cents)}::bigint[]
      ) as p (of, place, account, party, cents)
      join given on given.of = p.of
      join fresh on fresh.id = given.id
    ), posted as (
      insert into ledger.posting (journal, place, account, party, cents)
      select number, place, account, party, cents from part order by number, place
    ), moved as (
      insert into ledger.party_balance as held (party, account, cents)
      select party, account, sum(cents)::bigint from part where party is not null group by party, account order by party, account
      on conflict (party, account) do update set cents = held.cents + excluded.cents
      returning party, account, cents
    )
    select id, number, null::uuid as party, null::integer as account, null::bigint as balance from fresh
    union all
    select null, null, party, account, cents from moved`.execute(tx.sql)
  const stored = new Map<string, Stored>()
  const moved: Moved[] = []
  for (const row of told) {
    if (row.id !== null && row.number !== null)
      stored.set(row.id, { id: row.id, number: row.number })
    else if (row.party !== null && row.account !== null && row.balance !== null)
      moved.push({ party: row.party, account: row.account, balance: row.balance })
  }
  return { stored, moved }
}

type Told = {
  id: string | null
  number: bigint | null
  party: string | null
  account: number | null
  balance: bigint | null
}

/** SHA-256 of what a journal says: tells a repetition from another use of its key, and a changed row from its own. */
export function bodyHash(body: JournalBody): Buffer {
  return createHash('sha256').update(canonical(body)).digest()
}

/** Journals that have these keys. */
export function findByKeys(tx: Pick<Tx, 'sql'>, keys: readonly string[]) {
  return tx.sql
    .selectFrom('ledger.journal')
    .select(['key', 'id', 'number', 'body_hash'])
    .where(sql<boolean>`key = any(${keys}::text[])`)
    .execute()
}

/** A journal with its postings and the one that undid it, locked so that two units do not undo it both. */
export async function findToReverse(tx: Tx, journalId: string) {
  const row = await tx.sql
    .selectFrom('ledger.journal')
    .select(['number', 'kind', 'currency', 'subject_kind', 'subject_id', 'reverses'])
    .where('id', '=', journalId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return undefined
  const postings = await tx.sql
    .selectFrom('ledger.posting')
    .select(['account', 'party', 'cents'])
    .where('journal', '=', row.number)
    .orderBy('place')
    .execute()
  const undone = await tx.sql
    .selectFrom('ledger.journal')
    .select(['key', 'number'])
    .where('reverses', '=', row.number)
    .executeTakeFirst()
  return {
    number: row.number,
    kind: kindOf(row.kind),
    currency: currency.parse(row.currency),
    subject:
      row.subject_kind !== null && row.subject_id !== null
        ? { kind: kindOf(row.subject_kind), id: row.subject_id }
        : null,
    reverses: row.reverses,
    reversedBy: undone ?? null,
    postings,
  }
}

const currency = z.enum(CURRENCIES)
const dotted = z.templateLiteral([z.string(), '.', z.string()])

/** `room.what`, as the column's check demands. */
export function kindOf(stored: string) {
  return dotted.parse(stored)
}
