import { sql } from 'kysely'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import type { FileReply } from '#platform/serve.ts'
import type { Read } from '#platform/tx.ts'
import { EXPORT_LINES_MAX, type exportJournals } from '../contract.ts'
import { exportTooLong } from '../refusals.ts'
import { exportFile, type ExportLine } from '../rules/export.ts'
import { isAfterSums } from './tail.ts'

type Input = ParsedInputOf<typeof exportJournals>

/** Journals of some days as a file. Refused when it would be longer than anybody can import. */
export async function exportNow(read: Pick<Read, 'sql'>, input: Input): Promise<FileReply> {
  const lines = input.detail === 'journal' ? await single(read, input) : await summed(read, input)
  if (lines.length > EXPORT_LINES_MAX) throw exportTooLong({ limit: EXPORT_LINES_MAX })
  return {
    bytes: Buffer.from(exportFile(input.form, lines)),
    mediaType: 'text/csv; charset=utf-8',
    name: `ledger-${input.form}-${input.from}-${input.to}.csv`,
    as: 'download',
  }
}

async function single(read: Pick<Read, 'sql'>, { from, to }: Input): Promise<ExportLine[]> {
  // The days are of the zone as it was; two days around them are a bound that the index of moments can use.
  const { rows } = await sql<{
    number: bigint
    booked_on: Temporal.PlainDate
    kind: string
    key: string
    memo: string | null
    reverses: bigint | null
    code: number
    name: string
    export_name: string | null
    party: string | null
    cents: bigint
  }>`
    select journal.number, journal.booked_on, journal.kind, journal.key, journal.memo, journal.reverses,
           account.code, account.name, account.export_name, posting.party, posting.cents
    from ledger.journal
    join ledger.posting on posting.journal = journal.number
    join ledger.account on account.code = posting.account
    where journal.booked_on between ${from}::date and ${to}::date
      and journal.booked_at >= ${from}::date - 2 and journal.booked_at < ${to}::date + 3
    order by journal.booked_on, journal.number, posting.place
    limit ${EXPORT_LINES_MAX + 1}`.execute(read.sql)
  return rows.map((row) => ({
    of: String(row.number),
    date: row.booked_on,
    account: { code: row.code, name: row.name, exportName: row.export_name },
    cents: row.cents,
    memo: row.memo ?? row.kind,
    journal: {
      kind: row.kind,
      key: row.key,
      party: row.party,
      reverses: row.reverses === null ? null : String(row.reverses),
    },
  }))
}

/** Debits and credits of an account stay apart, so that turnover can be seen; each day or month balances by itself. */
async function summed(read: Pick<Read, 'sql'>, input: Input): Promise<ExportLine[]> {
  const isTail = await isAfterSums(read, sql.ref('journal.number'))
  const { rows } = await sql<{
    first: Temporal.PlainDate
    last: Temporal.PlainDate
    code: number
    name: string
    export_name: string | null
    cents: bigint
  }>`
    with sums as (
      select account, day, debit_cents, credit_cents from ledger.account_day
      where day between ${input.from}::date and ${input.to}::date
      union all
      select posting.account, journal.booked_on, greatest(posting.cents, 0), greatest(-posting.cents, 0)
      from ledger.journal join ledger.posting on posting.journal = journal.number
      where ${isTail}
        and journal.booked_on between ${input.from}::date and ${input.to}::date
    ), grouped as (
      select date_trunc(${input.detail}, day::timestamp)::date as first, max(day) as last, account,
             sum(debit_cents)::bigint as debit, sum(credit_cents)::bigint as credit
      from sums group by 1, account
    )
    select grouped.first, max(grouped.last) over (partition by grouped.first) as last,
           account.code, account.name, account.export_name, side.cents
    from grouped
    join ledger.account on account.code = grouped.account
    cross join lateral (values (1, grouped.debit), (2, -grouped.credit)) as side (place, cents)
    where side.cents <> 0
    order by grouped.first, account.code, side.place
    limit ${EXPORT_LINES_MAX + 1}`.execute(read.sql)
  return rows.map((row) => {
    const of = input.detail === 'month' ? row.first.toString().slice(0, 7) : row.first.toString()
    return {
      of,
      date: row.last,
      account: { code: row.code, name: row.name, exportName: row.export_name },
      cents: row.cents,
      memo: `${row.name} · ${of}`,
      journal: null,
    }
  })
}
