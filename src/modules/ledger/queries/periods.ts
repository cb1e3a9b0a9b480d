import { sql } from 'kysely'
import { regionNow } from '#modules/organization/index.ts'
import type { Read } from '#platform/tx.ts'
import { CHART, natural, period, type PeriodCheck, type Periods } from '../contract.ts'
import { authorFrom } from '../rules/author.ts'
import { checksOf, monthOf, monthsBetween, nextMonths } from '../rules/periods.ts'
import { accountSums } from './trial-balance.ts'

/** Which month may be closed next, and which reopened. */
export async function periodEdges(read: Pick<Read, 'sql'>) {
  const { rows } = await sql<{ first: Temporal.PlainDate | null }>`
    select min(booked_on) as first from (select booked_on from ledger.journal order by booked_at limit 1) as earliest`.execute(
    read.sql,
  )
  const closed = await read.sql
    .selectFrom('ledger.period')
    .select('month')
    .where('state', '=', 'closed')
    .execute()
  const first = rows[0]?.first ?? null
  return { first, ...nextMonths({ first, closed: closed.map(({ month }) => month) }) }
}

/** The first day that the books still take; null where no month was closed. */
export async function openFrom(read: Pick<Read, 'sql'>): Promise<Temporal.PlainDate | null> {
  const last = await read.sql
    .selectFrom('ledger.period')
    .select('month')
    .where('state', '=', 'closed')
    .orderBy('month', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last ? last.month.add({ months: 1 }) : null
}

export async function checksNow(read: Read, month: Temporal.PlainDate): Promise<PeriodCheck[]> {
  const { timeZone } = await regionNow(read)
  const end = month.add({ months: 1 }).subtract({ days: 1 })
  const sums = await accountSums(read, { from: null, to: end })
  const held = new Map(sums.map(({ code, debit, credit }) => [code, debit - credit]))
  const on = (code: number) => natural(code, held.get(code) ?? 0n)
  const { rows } = await sql<{ behind: bigint; unsealed: bigint; findings: bigint | null }>`
    select (select count(*) from ledger.journal
            where number > (select rolled_up from ledger.watermark) and booked_on <= ${end}::date) as behind,
           (select count(*) from ledger.journal
            where number > (select coalesce(max(to_journal), 0) from ledger.seal) and booked_on <= ${end}::date) as unsealed,
           (select finding_count from ledger.verification order by started_at desc limit 1) as findings`.execute(
    read.sql,
  )
  return checksOf({
    month,
    today: read.now.toZonedDateTimeISO(timeZone).toPlainDate(),
    difference: sums.reduce((sum, { debit, credit }) => sum + debit - credit, 0n),
    rounding: on(CHART.rounding),
    behind: rows[0]?.behind ?? 0n,
    unsealed: rows[0]?.unsealed ?? 0n,
    findings: rows[0]?.findings ?? null,
    suspense: on(CHART.suspense),
    refunds: on(CHART.refundsOnTheirWay),
  })
}

export async function periodsNow(read: Read): Promise<Periods> {
  const { timeZone } = await regionNow(read)
  const { first, closable, reopenable } = await periodEdges(read)
  const today = read.now.toZonedDateTimeISO(timeZone).toPlainDate()
  const changes = await read.sql
    .selectFrom('ledger.period_change')
    .selectAll()
    .orderBy('month', 'desc')
    .orderBy('version', 'desc')
    .limit(1000)
    .execute()
  const months = first ? monthsBetween(first, today) : []
  return {
    periods: months.map((month) => {
      const mine = changes.filter((change) => change.month.equals(month))
      return {
        month: month.toString(),
        state: period.shape.state.parse(mine[0]?.state ?? 'open'),
        changes: mine.map((change) => ({
          state: period.shape.state.parse(change.state),
          reason: change.reason,
          at: change.at.toString(),
          by: authorFrom(change),
        })),
      }
    }),
    next:
      closable && Temporal.PlainDate.compare(closable, monthOf(today)) <= 0
        ? { month: closable.toString(), checks: await checksNow(read, closable) }
        : null,
    reopenable: reopenable?.toString() ?? null,
  }
}
