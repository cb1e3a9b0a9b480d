import { sql } from 'kysely'
import { isAfterSums } from '#modules/ledger/index.ts'
import type { Read } from '#platform/tx.ts'

export type MonthSum = { readonly key: string; readonly month: string; readonly cents: bigint }

/**
 * What was booked by a day, by month and by what it is broken down by: the kept sums, and what the journals after their
 * mark moved. One statement, hence one moment.
 */
export async function monthSums(
  read: Pick<Read, 'sql'>,
  asked: {
    measure: string
    dimension?: string
    from?: Temporal.PlainDate
    to: Temporal.PlainDate
  },
): Promise<MonthSum[]> {
  const { measure, dimension, from, to } = asked
  const fits = sql`measure = ${measure} and day <= ${to}::date
    ${dimension === undefined ? sql`` : sql`and dimension = ${dimension}`}
    ${from === undefined ? sql`` : sql`and day >= ${from}::date`}`
  // A measure of moves has its kinds as dimensions.
  const key = dimension === undefined ? sql.ref('dimension') : sql.ref('key')
  const { rows } = await sql<{ key: string; month: string; cents: bigint }>`
    select ${key} as key, to_char(day, 'YYYY-MM') as month, sum(cents)::bigint as cents from (
      select dimension, day, key, cents from billing.sum_day where ${fits}
      union all
      select dimension, day, key, cents from billing.sum_mark,
        billing.moves_between(sum_mark.journal, (select coalesce(max(number), 0) from ledger.journal))
      where ${fits}
    ) as moved group by 1, 2`.execute(read.sql)
  return rows
}

/** Several measures that are broken down alike, by measure and key: one statement, hence one moment. */
export async function measureSums(
  read: Pick<Read, 'sql'>,
  asked: { measures: readonly string[]; dimension: string; to: Temporal.PlainDate },
): Promise<Map<string, Map<string, bigint>>> {
  const fits = sql`measure = any (${[...asked.measures]}::text[]) and dimension = ${asked.dimension} and day <= ${asked.to}::date`
  const { rows } = await sql<{ measure: string; key: string; cents: bigint }>`
    select measure, key, sum(cents)::bigint as cents from (
      select measure, key, cents from billing.sum_day where ${fits}
      union all
      select measure, key, cents from billing.sum_mark,
        billing.moves_between(sum_mark.journal, (select coalesce(max(number), 0) from ledger.journal))
      where ${fits}
    ) as moved group by 1, 2`.execute(read.sql)
  const sums = new Map(asked.measures.map((measure) => [measure, new Map<string, bigint>()]))
  for (const { measure, key, cents } of rows) sums.get(measure)?.set(key, cents)
  return sums
}

/** What moved on accounts by month, natural to accounts of credit: credits and debits apart. */
export async function accountMonths(
  read: Pick<Read, 'sql'>,
  asked: { accounts: readonly number[]; from?: Temporal.PlainDate; to: Temporal.PlainDate },
): Promise<{ account: number; month: string; debit: bigint; credit: bigint }[]> {
  const { accounts, from, to } = asked
  const since = from === undefined ? sql`` : sql`and day >= ${from}::date`
  const isTail = await isAfterSums(read, sql.ref('journal.number'))
  const { rows } = await sql<{ account: number; month: string; debit: bigint; credit: bigint }>`
    select account, to_char(day, 'YYYY-MM') as month, sum(debit_cents)::bigint as debit, sum(credit_cents)::bigint as credit
    from (
      select account, day, debit_cents, credit_cents from ledger.account_day where account = any (${[...accounts]}::int[])
      union all
      select posting.account, journal.booked_on, greatest(posting.cents, 0), greatest(-posting.cents, 0)
      from ledger.journal join ledger.posting on posting.journal = journal.number
      where ${isTail}
    ) as sums
    where account = any (${[...accounts]}::int[]) and day <= ${to}::date ${since}
    group by 1, 2`.execute(read.sql)
  return rows
}

/** All accounts of income but those of what is given away: what revenue is. */
export const REVENUE_ACCOUNTS = [4000, 4010, 4020, 4030, 4040] as const

export function cellsOf(
  sums: readonly { key: string; month: string; cents: bigint }[],
): Map<string, Map<string, bigint>> {
  const cells = new Map<string, Map<string, bigint>>()
  for (const { key, month, cents } of sums) {
    const row = cells.get(key) ?? new Map<string, bigint>()
    row.set(month, (row.get(month) ?? 0n) + cents)
    cells.set(key, row)
  }
  return cells
}
