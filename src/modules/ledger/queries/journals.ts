import { sql } from 'kysely'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { among, listRows } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import type { Journal, JournalRow, listJournals } from '../contract.ts'
import { journalNotFound } from '../refusals.ts'
import { authorFrom } from '../rules/author.ts'

/** What a row of the list is made of; one debit sum and one look for each of the few rows shown. */
const debits = sql<bigint>`(select coalesce(sum(cents), 0)::bigint from ledger.posting where posting.journal = journal.number and cents > 0)`
const reversedId = sql<
  string | null
>`(select original.id from ledger.journal as original where original.number = journal.reverses)`
const reversalId = sql<
  string | null
>`(select undone.id from ledger.journal as undone where undone.reverses = journal.number)`

/** Journals, newest first unless said. With an account or a party, those that touch it. */
export function journalsPage(read: Read, input: ParsedInputOf<typeof listJournals>) {
  const { account, party } = input
  const touches =
    (account !== undefined || party !== undefined) &&
    sql`number in (select posting.journal from ledger.posting where true
      ${account === undefined ? sql`` : sql`and posting.account = ${account}`}
      ${party === undefined ? sql`` : sql`and posting.party = ${party}`})`
  const onAccount =
    account === undefined
      ? sql<bigint | null>`null::bigint`
      : sql<
          bigint | null
        >`(select sum(cents)::bigint from ledger.posting where posting.journal = journal.number
          and posting.account = ${account} ${party === undefined ? sql`` : sql`and posting.party = ${party}`})`
  return listRows(read, input, {
    name: 'ledger.list-journals',
    query: read.sql
      .selectFrom('ledger.journal')
      .select(['id', 'number', 'kind', 'booked_at', 'memo'])
      .select([
        debits.as('debit_cents'),
        onAccount.as('on_account_cents'),
        reversedId.as('reverses_id'),
        reversalId.as('reversed_by_id'),
      ]),
    id: sql.ref('id'),
    sorts: {
      number: { by: sql.ref('number'), type: 'bigint' },
      bookedAt: { by: sql.ref('booked_at'), type: 'timestamptz' },
    },
    filters: [
      among(sql.ref('kind'), input.kind),
      touches || undefined,
      input.subject === undefined ? undefined : sql`subject_id = ${input.subject}`,
      // Days are of the zone as it was; two days around them are a bound that the index of moments can use.
      input.from === undefined
        ? undefined
        : sql`booked_on >= ${input.from}::date and booked_at >= ${input.from}::date - 2`,
      input.to === undefined
        ? undefined
        : sql`booked_on <= ${input.to}::date and booked_at < ${input.to}::date + 3`,
      ONLY[input.only],
    ],
    search: (q) =>
      sql`(number::text = ${q} or key = ${q} or lower(memo) like ${`${q.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`})`,
    item: journalRow,
  })
}

const ONLY = {
  all: undefined,
  reversals: sql`reverses is not null`,
  reversed: sql`number in (select reverses from ledger.journal where reverses is not null)`,
  'by-hand': sql`kind = 'ledger.by-hand'`,
}

type Row = {
  id: string
  number: bigint
  kind: string
  booked_at: Temporal.Instant
  memo: string | null
  debit_cents: bigint
  on_account_cents: bigint | null
  reverses_id: string | null
  reversed_by_id: string | null
}

function journalRow(row: Row): JournalRow {
  return {
    id: row.id,
    number: String(row.number),
    kind: row.kind,
    bookedAt: row.booked_at.toString(),
    memo: row.memo,
    amount: moneyToWire(kes(row.debit_cents)),
    onAccount: row.on_account_cents === null ? null : moneyToWire(kes(row.on_account_cents)),
    reverses: row.reverses_id,
    reversedBy: row.reversed_by_id,
  }
}

/** One journal with its postings, its origin and the seal over it. */
export async function journalNow(read: Read, journalId: string): Promise<Journal> {
  const row = await read.sql
    .selectFrom('ledger.journal')
    .selectAll()
    .select([
      debits.as('debit_cents'),
      sql<bigint | null>`null::bigint`.as('on_account_cents'),
      reversedId.as('reverses_id'),
      reversalId.as('reversed_by_id'),
    ])
    .where('id', '=', journalId)
    .executeTakeFirst()
  if (!row) throw journalNotFound()
  const postings = await read.sql
    .selectFrom('ledger.posting')
    .innerJoin('ledger.account', 'ledger.account.code', 'ledger.posting.account')
    .select(['code', 'ledger.account.name', 'party', 'party_kind', 'cents'])
    .where('journal', '=', row.number)
    .orderBy('place')
    .execute()
  const seal = await read.sql
    .selectFrom('ledger.seal')
    .select(['number', 'day'])
    .where('from_journal', '<=', row.number)
    .where('to_journal', '>=', row.number)
    .executeTakeFirst()
  const { onAccount: _onAccount, ...shown } = journalRow(row)
  return {
    ...shown,
    key: row.key,
    bookedOn: row.booked_on.toString(),
    recordedAt: row.recorded_at.toString(),
    by: authorFrom(row),
    subject:
      row.subject_kind !== null && row.subject_id !== null
        ? { kind: row.subject_kind, id: row.subject_id }
        : null,
    postings: postings.map(({ code, name, party, party_kind, cents }) => ({
      account: { code, name },
      party,
      partyKind: party_kind,
      amount: moneyToWire(kes(cents)),
    })),
    seal: seal ? { number: seal.number, day: seal.day.toString() } : null,
  }
}

/** The journal under a key, for the room that booked it. */
export async function findJournal(read: Pick<Read, 'sql'>, key: string) {
  const row = await read.sql
    .selectFrom('ledger.journal')
    .select(['id', 'number'])
    .where('key', '=', key)
    .executeTakeFirst()
  if (!row) return undefined
  const postings = await read.sql
    .selectFrom('ledger.posting')
    .select(['account', 'party', 'cents'])
    .where('journal', '=', row.number)
    .orderBy('place')
    .execute()
  return { id: row.id, number: row.number, postings }
}
