import { sql } from 'kysely'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { regionNow } from '#modules/organization/index.ts'
import { CHART } from '#modules/ledger/index.ts'
import type { Read } from '#platform/tx.ts'
import { AGES, type readReport, type Report, type ReportName } from '../contract.ts'
import { monthsBetween, stretchOf } from '../rules/months.ts'
import { amounts, running, shares } from '../rules/series.ts'
import { namesOf } from './names.ts'
import { accountMonths, cellsOf, measureSums, monthSums, REVENUE_ACCOUNTS } from './sums.ts'

type Asked = {
  readonly by: ParsedInputOf<typeof readReport>['by']
  readonly from: Temporal.PlainDate
  readonly to: Temporal.PlainDate
  readonly months: readonly string[]
}
type Found = Pick<Report, 'at' | 'series' | 'ledger'> & { by?: Report['by'] }

/** One report at the end of a day. */
export async function reportNow(
  read: Read,
  input: ParsedInputOf<typeof readReport>,
): Promise<Report> {
  const { timeZone } = await regionNow(read)
  const today = read.now.toZonedDateTimeISO(timeZone).toPlainDate()
  const { from, to } = stretchOf(today, input)
  const asked = { by: input.by, from, to, months: monthsBetween(from, to) }
  const found = await MADE[input.report](read, asked)
  return {
    ...{ report: input.report, by: null, from: from.toString(), asOf: to.toString() },
    ...found,
  }
}

const MADE: Record<ReportName, (read: Read, asked: Asked) => Promise<Found>> = {
  ageing,
  collection,
  payers,
  recurring,
  revenue,
  tax,
}

function ledgerOf(total: bigint, said: bigint): Report['ledger'] {
  return { total: String(total), difference: String(said - total) }
}

const sumOf = (all: Iterable<bigint>) => [...all].reduce((sum, one) => sum + one, 0n)

/** What subscribers owed at the end of the day, by how long it was overdue then. */
async function ageing(read: Read, { to }: Asked): Promise<Found> {
  const { rows } = await sql<{ age: string; cents: bigint }>`
    select case when late <= 0 then 'not-due' when late <= 30 then '1-30' when late <= 60 then '31-60'
        when late <= 90 then '61-90' else '90+' end as age, sum(cents)::bigint as cents
    from (
      select ${to}::date - key::date as late, cents from billing.sum_day
      where measure = 'receivable' and dimension = 'due' and day <= ${to}::date
      union all
      select ${to}::date - key::date, cents from billing.sum_mark,
        billing.moves_between(sum_mark.journal, (select coalesce(max(number), 0) from ledger.journal))
      where measure = 'receivable' and day <= ${to}::date
    ) as owed group by 1`.execute(read.sql)
  const cells = new Map(rows.map(({ age, cents }) => [age, cents]))
  const held = await accountMonths(read, { accounts: [CHART.receivable], to })
  return {
    at: [...AGES],
    series: [amounts('owed', AGES, cells)],
    ledger: ledgerOf(sumOf(held.map(({ debit, credit }) => debit - credit)), sumOf(cells.values())),
  }
}

/** What was earned, by plan, site, segment, kind of subscriber, the month in which they came or who ordered the service for them. */
async function revenue(read: Read, { by, from, to, months }: Asked): Promise<Found> {
  const cells = cellsOf(await monthSums(read, { measure: 'revenue', dimension: by, from, to }))
  const names = await namesOf(read, by, [...cells.keys()])
  const rows = [...cells]
    .map(([key, row]) => {
      const name = names.get(key)
      return amounts(key, months, row, name === undefined ? {} : { name })
    })
    .toSorted((a, b) => (BigInt(a.total ?? 0) < BigInt(b.total ?? 0) ? 1 : -1))
  const booked = await accountMonths(read, { accounts: REVENUE_ACCOUNTS, from, to })
  const ledger = new Map<string, bigint>()
  for (const { month, debit, credit } of booked)
    ledger.set(month, (ledger.get(month) ?? 0n) + credit - debit)
  const said = sumOf(rows.map(({ total }) => BigInt(total ?? 0)))
  // What was booked by hand, or by rooms that break nothing down, has a line of its own.
  const rest = new Map(
    months.map((month, place) => [
      month,
      (ledger.get(month) ?? 0n) - sumOf(rows.map(({ values }) => BigInt(values[place] ?? 0))),
    ]),
  )
  const hasRest = [...rest.values()].some((cents) => cents !== 0n)
  return {
    ...{ by, at: [...months] },
    series: [...rows, ...(hasRest ? [amounts('other', months, rest)] : [])],
    ledger: ledgerOf(sumOf(ledger.values()), said),
  }
}

const MOVES = ['new', 'expansion', 'reactivation', 'contraction', 'churn'] as const

/** How monthly recurring revenue moved: what it began with and all moves make what it ends with. */
async function recurring(read: Read, { to, months }: Asked): Promise<Found> {
  const cells = cellsOf(await monthSums(read, { measure: 'mrr', to }))
  const moved = (month: string) => sumOf(MOVES.map((kind) => cells.get(kind)?.get(month) ?? 0n))
  const { start, ends } = balances(cells, months, moved)
  const starts = [start, ...ends].slice(0, months.length)
  const over = (values: readonly bigint[]) =>
    new Map(months.map((month, place) => [month, values[place] ?? 0n]))
  return {
    at: [...months],
    series: [
      amounts('start', months, over(starts), { total: 'none' }),
      ...MOVES.map((kind) => amounts(kind, months, cells.get(kind) ?? new Map<string, bigint>())),
      amounts('end', months, over(ends), { total: 'none' }),
    ],
    ledger: null,
  }
}

/** What there was before the first month, and at the end of each. */
function balances(
  cells: ReadonlyMap<string, ReadonlyMap<string, bigint>>,
  months: readonly string[],
  moved: (month: string) => bigint,
) {
  const first = months[0] ?? ''
  const before = [...cells.values()].flatMap((row) => [...row]).filter(([month]) => month < first)
  const start = sumOf(before.map(([, cents]) => cents))
  return { start, ends: running(start, months.map(moved)) }
}

/** How many pay again and again, how many came and left, and what one of them brings. */
async function payers(read: Read, { from, to, months }: Asked): Promise<Found> {
  const cells = cellsOf(await monthSums(read, { measure: 'payers', to }))
  const of = (kind: string) => cells.get(kind) ?? new Map<string, bigint>()
  const moved = (month: string) =>
    sumOf(['new', 'reactivation', 'churn'].map((kind) => of(kind).get(month) ?? 0n))
  const { start, ends } = balances(cells, months, moved)
  const starts = [start, ...ends].slice(0, months.length)
  const left = months.map((month) => -(of('churn').get(month) ?? 0n))
  const booked = await accountMonths(read, { accounts: REVENUE_ACCOUNTS, from, to })
  const earned = months.map((month) =>
    sumOf(booked.filter((row) => row.month === month).map(({ debit, credit }) => credit - debit)),
  )
  const arpu = months.map((_, place) => {
    const twice = (starts[place] ?? 0n) + (ends[place] ?? 0n)
    return twice > 0n ? ((earned[place] ?? 0n) * 2n) / twice : 0n
  })
  const over = (values: readonly bigint[]) =>
    new Map(months.map((month, place) => [month, values[place] ?? 0n]))
  const count = { measure: 'count', total: 'none' } as const
  return {
    at: [...months],
    series: [
      amounts('payers', months, over(ends), count),
      amounts('joined', months, of('new'), { measure: 'count' }),
      amounts('returned', months, of('reactivation'), { measure: 'count' }),
      amounts('left', months, over(left), { measure: 'count' }),
      { ...shares('churn-rate', left, starts), total: null },
      amounts('earned', months, over(earned)),
      amounts('arpu', months, over(arpu), { total: 'none' }),
    ],
    ledger: ledgerOf(sumOf(earned), sumOf(earned)),
  }
}

/** Of what was invoiced in each month, how much of it was paid, taken back and given up, by the end of the day. */
async function collection(read: Read, { to, months }: Asked): Promise<Found> {
  const measures = ['billed', 'collected', 'credited', 'written-off'] as const
  const sums = await measureSums(read, { measures, dimension: 'month', to })
  const by = (measure: (typeof measures)[number]) => sums.get(measure) ?? new Map<string, bigint>()
  const [billed, collected] = [by('billed'), by('collected')]
  const [credited, givenUp] = [by('credited'), by('written-off')]
  const at = (cells: ReadonlyMap<string, bigint>) => months.map((month) => cells.get(month) ?? 0n)
  const due = at(billed).map((cents, place) => cents - (at(credited)[place] ?? 0n))
  const open = due.map(
    (cents, place) => cents - (at(collected)[place] ?? 0n) - (at(givenUp)[place] ?? 0n),
  )
  const held = await accountMonths(read, { accounts: [CHART.receivable], to })
  return {
    at: [...months],
    series: [
      amounts('billed', months, billed),
      amounts('credited', months, credited),
      amounts('collected', months, collected),
      ...(givenUp.size > 0 ? [amounts('written-off', months, givenUp)] : []),
      amounts('open', months, new Map(months.map((month, place) => [month, open[place] ?? 0n]))),
      shares('collection-rate', at(collected), due),
    ],
    ledger: ledgerOf(
      sumOf(held.map(({ debit, credit }) => debit - credit)),
      sumOf(billed.values()) -
        sumOf([credited, collected, givenUp].flatMap((cells) => [...cells.values()])),
    ),
  }
}

const TAXES = [
  { key: 'excise', account: CHART.excisePayable },
  { key: 'vat', account: CHART.vatPayable },
] as const

/** Excise duty and VAT: charged, taken back or paid over, and what is due at the end of each month. Due to KRA by the 20th of the next. */
async function tax(read: Read, { to, months }: Asked): Promise<Found> {
  const booked = await accountMonths(read, { accounts: TAXES.map(({ account }) => account), to })
  const series = TAXES.flatMap(({ key, account }) => {
    const mine = booked.filter((row) => row.account === account)
    const cells = (of: (row: (typeof mine)[number]) => bigint) =>
      new Map(mine.map((row) => [row.month, of(row)]))
    const before = mine.filter(({ month }) => month < (months[0] ?? ''))
    const moved = cells(({ debit, credit }) => credit - debit)
    const ends = running(
      sumOf(before.map(({ debit, credit }) => credit - debit)),
      months.map((month) => moved.get(month) ?? 0n),
    )
    const over = new Map(months.map((month, place) => [month, ends[place] ?? 0n]))
    return [
      amounts(
        `${key}-charged`,
        months,
        cells(({ credit }) => credit),
      ),
      amounts(
        `${key}-back`,
        months,
        cells(({ debit }) => -debit),
      ),
      amounts(`${key}-due`, months, over, { total: 'none' }),
    ]
  })
  const total = sumOf(booked.map(({ debit, credit }) => credit - debit))
  const said = sumOf(
    series
      .filter(({ key }) => key.endsWith('-due'))
      .map(({ values }) => BigInt(values.at(-1) ?? 0)),
  )
  return { at: [...months], series, ledger: ledgerOf(total, said) }
}
