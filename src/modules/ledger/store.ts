import { createHash } from 'node:crypto'
import { sql, type Insertable } from 'kysely'
import { z } from 'zod'
import { CURRENCIES } from '#kernel/money.ts'
import type { LedgerSeal, LedgerVerification } from '#platform/database.ts'
import { bigintArray, sqlArray, uuidArray } from '#platform/sql-array.ts'
import type { Tx } from '#platform/tx.ts'
import { newId } from '#kernel/id.ts'
import { PARTY_ACCOUNTS, type AccountKind } from './contract.ts'
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
 * Their ids ascend: which postings belong to a journal that was stored is looked up in the list of ids, by halves. So nothing is joined,
 * and the statement stays prepared whether one journal comes or a thousand.
 *
 * Balances are touched in the order of (party, account), so that units which share parties wait for each other
 * and do not deadlock. Those that have a floor are told.
 */
export async function insertJournals(tx: Tx, rows: readonly JournalRow[]) {
  const by = authorOf(tx.actor)
  const postings = rows.flatMap(({ body }) => body.postings)
  const column = (of: (row: JournalRow) => Parameters<typeof sqlArray>[0][number]) =>
    sqlArray(rows.map(of))
  const ids = uuidArray(rows.map(({ id }) => id))
  const starts = sqlArray(startsOf(rows))
  const { rows: told } = await sql<Told>`
    /* often */ with given as (
      select g.*, (g.booked_at at time zone isp.time_zone)::date as day, (${tx.now}::timestamptz at time zone isp.time_zone)::date as today
      from organization.isp, unnest(
        ${ids}::uuid[], ${column(({ key }) => key)}::text[], ${column(({ body }) => body.kind)}::text[],
        ${column(({ hash }) => hash)}::bytea[], ${column(({ bookedAt }) => bookedAt)}::timestamptz[],
        ${column(({ whenClosed }) => whenClosed === 'book-now')}::boolean[],
        ${column(({ body }) => body.subject?.kind ?? null)}::text[], ${uuidArray(rows.map(({ body }) => body.subject?.id ?? null))}::uuid[],
        ${column(({ body }) => body.memo)}::text[], ${column(({ body }) => body.reverses)}::bigint[],
        ${column(({ body }) => body.currency)}::text[]
      ) as g (id, key, kind, body_hash, booked_at, late, subject_kind, subject_id, memo, reverses, currency)
    ), bookable as (
      select given.*, period.month is not null as closed
      from given
      left join ledger.period on period.state = 'closed' and period.month = date_trunc('month', given.day::timestamp)::date
      where period.month is null or given.late
    ), fresh as (
      insert into ledger.journal
        (id, key, kind, body_hash, currency, booked_at, booked_on, recorded_at, subject_kind, subject_id, memo, reverses,
         by_kind, by_id)
      select id, key, kind, body_hash, currency, case when closed then ${tx.now} else booked_at end,
             case when closed then today else day end, ${tx.now}, subject_kind, subject_id, memo, reverses,
             ${by.kind}, ${by.id}
      from bookable
      on conflict (key) do nothing
      returning number, id
    ), part as materialized (
      select fresh.number, (at - starts.first + 1)::smallint as place, (${sqlArray(postings.map(({ account }) => account))}::integer[])[at] as account,
        nullif((${uuidArray(postings.map(({ party }) => party ?? NOBODY))}::uuid[])[at], ${NOBODY}::uuid) as party,
        (${bigintArray(postings.map(({ cents }) => cents))}::bigint[])[at] as cents
      from fresh
      cross join lateral (select width_bucket(fresh.id, ${ids}::uuid[]) as of) as found
      cross join lateral (select (${starts}::integer[])[of] as first, (${starts}::integer[])[of + 1] as next) as starts
      cross join lateral generate_series(starts.first, starts.next - 1) as at
    ), posted as (
      insert into ledger.posting (journal, place, account, party, cents)
      select number, place, account, party, cents from part
    ), moved as (
      insert into ledger.party_balance as held (party, account, cents)
      select party, account, sum(cents)::bigint from part where party is not null group by party, account order by party, account
      on conflict (party, account) do update set cents = held.cents + excluded.cents
      returning party, account, cents
    )
    select id, number, null::uuid as party, null::integer as account, null::bigint as balance from fresh
    union all
    select null, null, party, account, cents from moved where account = any(${GUARDED}::integer[])`.execute(
    tx.sql,
  )
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

/** Where the postings of each journal begin in the list of all of them, and where they end; counted from one, as PostgreSQL does. */
function startsOf(rows: readonly JournalRow[]): number[] {
  const starts = [1]
  for (const { body } of rows) starts.push((starts.at(-1) ?? 1) + body.postings.length)
  return starts
}

/** Of a list with gaps PostgreSQL counts its way to each entry. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

const GUARDED = Object.entries(PARTY_ACCOUNTS).flatMap(([account, of]) =>
  of?.guarded === true ? [Number(account)] : [],
)

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

// ───────────────────────────────────────────── accounts

/** The moment and the author of this unit, as tables that change keep them. */
function stamp(tx: Tx) {
  const by = authorOf(tx.actor)
  return { changed_at: tx.now, by_kind: by.kind, by_id: by.id }
}

/** False when the code is taken. */
export async function insertAccount(
  tx: Tx,
  account: { code: number; name: string; kind: AccountKind; export_name: string | null },
): Promise<boolean> {
  const inserted = await tx.sql
    .insertInto('ledger.account')
    .values({ ...account, ...stamp(tx) })
    .onConflict((taken) => taken.column('code').doNothing())
    .returning('code')
    .executeTakeFirst()
  return inserted !== undefined
}

export function lockAccount(tx: Tx, code: number) {
  return tx.sql
    .selectFrom('ledger.account')
    .select(['code', 'name', 'is_standard', 'archived_at', 'version'])
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirst()
}

/** Held against archiving until this unit ends. */
export function shareAccounts(tx: Tx, codes: readonly number[]) {
  return tx.sql
    .selectFrom('ledger.account')
    .select(['code', 'party_kind', 'archived_at'])
    .where(sql<boolean>`code = any(${codes}::integer[])`)
    .orderBy('code')
    .forShare()
    .execute()
}

export async function updateAccount(
  tx: Tx,
  code: number,
  change: { name?: string; export_name?: string | null; archived_at?: Temporal.Instant },
) {
  await tx.sql
    .updateTable('ledger.account')
    .set({ ...change, ...stamp(tx), version: sql<number>`version + 1` })
    .where('code', '=', code)
    .execute()
}

// ───────────────────────────────────────────── fiscal periods

/** Waits for units that are booking, and keeps others from booking until this one ends. */
export async function lockPeriods(tx: Tx) {
  await sql`select ledger.hold_off_booking()`.execute(tx.sql)
}

export async function putPeriod(
  tx: Tx,
  period: { month: Temporal.PlainDate; state: 'open' | 'closed'; reason: string },
) {
  const { month, state, reason } = period
  const { changed_at, ...by } = stamp(tx)
  const { version } = await tx.sql
    .insertInto('ledger.period')
    .values({ month, state, version: 1, changed_at, ...by })
    .onConflict((there) =>
      there
        .column('month')
        .doUpdateSet({ state, changed_at, ...by, version: sql<number>`ledger.period.version + 1` }),
    )
    .returning('version')
    .executeTakeFirstOrThrow()
  await tx.sql
    .insertInto('ledger.period_change')
    .values({ id: newId(tx.now), month, version, state, reason, at: changed_at, ...by })
    .execute()
}

// ───────────────────────────────────────────── sums by day

/**
 * Moves the watermark to the last journal that can gain no neighbour below it any more. A number is taken before
 * its unit commits, so a lower one may still appear while units that were booking are at work: the candidate is
 * settled once none of them is.
 */
export async function moveWatermark(tx: Tx): Promise<void> {
  const settle = sql`
    update ledger.watermark set settled = candidate, waits_for = null
    where waits_for is not null and not exists (select from ledger.booking where unit = any(waits_for))`
  await settle.execute(tx.sql)
  // The units are asked for after the statement's own moment, in which the last number was read.
  await sql`
    update ledger.watermark set
      candidate = (select coalesce(max(number), 0) from ledger.journal),
      waits_for = coalesce((select array_agg(unit) from ledger.booking), '{}')
    where waits_for is null`.execute(tx.sql)
  await settle.execute(tx.sql)
}

/** Adds up to `journals_max` numbers to the sums by day; says how far it came and how far it could go. */
export async function rollUp(tx: Tx, journals_max: number) {
  const mark = await tx.sql
    .selectFrom('ledger.watermark')
    .select(['rolled_up', 'settled'])
    .forUpdate()
    .executeTakeFirstOrThrow()
  const reach = mark.rolled_up + BigInt(journals_max)
  const to = reach < mark.settled ? reach : mark.settled
  if (to > mark.rolled_up) {
    await sql`
      insert into ledger.account_day as held (account, day, debit_cents, credit_cents)
      select posting.account, journal.booked_on, sum(greatest(posting.cents, 0))::bigint, sum(greatest(-posting.cents, 0))::bigint
      from ledger.journal join ledger.posting on posting.journal = journal.number
      where journal.number > ${mark.rolled_up} and journal.number <= ${to}
      group by posting.account, journal.booked_on
      on conflict (account, day) do update set
        debit_cents = held.debit_cents + excluded.debit_cents,
        credit_cents = held.credit_cents + excluded.credit_cents`.execute(tx.sql)
    await tx.sql.updateTable('ledger.watermark').set({ rolled_up: to }).execute()
  }
  return { from: mark.rolled_up, to, settled: mark.settled }
}

// ───────────────────────────────────────────── seals

export const SEAL_MAC = 'ledger.seal.mac'

/** False when somebody else made a seal of this number or day first. */
export async function insertSeal(
  tx: Tx,
  seal: Omit<Insertable<LedgerSeal>, 'sealed_at'>,
): Promise<boolean> {
  const inserted = await tx.sql
    .insertInto('ledger.seal')
    .values({ ...seal, sealed_at: tx.now })
    .onConflict((taken) => taken.doNothing())
    .returning('number')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function insertVerification(
  tx: Tx,
  row: Omit<Insertable<LedgerVerification>, 'id' | 'finished_at'>,
) {
  await tx.sql
    .insertInto('ledger.verification')
    .values({ ...row, id: newId(tx.now), finished_at: tx.now })
    .execute()
}
