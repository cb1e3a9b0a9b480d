import { sql } from 'kysely'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { must } from '#kernel/assert.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { regionNow } from '#modules/organization/index.ts'
import type { Read } from '#platform/tx.ts'
import type { AccountDay, Days, readDays } from '../contract.ts'

const DAYS_SHOWN = 14

export type DayNow = {
  readonly day: Temporal.PlainDate
  readonly toldCents: bigint
  /** Null: no statement that was exported after the day holds it. */
  readonly statementCents: bigint | null
  readonly lines: number
  readonly ledgerCents: bigint
  readonly open: number
  readonly closedAt: Temporal.Instant | null
}

/** Day by day, the latest first, and the accounts that have statements or payments at all. */
export async function daysNow(read: Read, input: ParsedInputOf<typeof readDays>): Promise<Days> {
  const { timeZone } = await regionNow(read)
  const today = read.now.toZonedDateTimeISO(timeZone).toPlainDate()
  const last = input.to === undefined ? today : Temporal.PlainDate.from(input.to)
  const days = await between(read, input.account, last.subtract({ days: DAYS_SHOWN - 1 }), last)
  const { rows: accounts } = await sql<{ code: number; name: string }>`
    select code, name from ledger.account
    where exists (select from payments.statement where account = code)
      or exists (select from payments.shortcode where into_account = code)
    order by code`.execute(read.sql)
  return { accounts, days: days.map(onWire) }
}

export async function dayNow(
  read: Read,
  account: number,
  day: Temporal.PlainDate,
): Promise<DayNow> {
  return must((await between(read, account, day, day))[0], 'a day is asked for')
}

export function onWire(day: DayNow): AccountDay {
  return {
    ...{ day: day.day.toString(), lines: day.lines, open: day.open },
    told: moneyToWire(kes(day.toldCents)),
    statement: day.statementCents === null ? null : moneyToWire(kes(day.statementCents)),
    ledger: moneyToWire(kes(day.ledgerCents)),
    closedAt: day.closedAt?.toString() ?? null,
  }
}

async function between(
  read: Read,
  account: number,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<DayNow[]> {
  const { rows } = await sql<{
    day: Temporal.PlainDate
    told: bigint
    statement: bigint
    lines: number
    is_held: boolean
    ledger: bigint
    open: number
    closed_at: Temporal.Instant | null
  }>`
    with zone as (select time_zone as name from organization.isp),
    day as (
      select day::date as day, day::date::timestamp at time zone zone.name as begins,
        (day::date + 1)::timestamp at time zone zone.name as ends
      from zone, generate_series(${from}::date, ${to}::date, interval '1 day') as day
    )
    select day.day, told.cents as told, line.cents as statement, line.lines,
      exists (select from payments.statement where account = ${account} and state = 'compared'
        and from_at < day.ends and to_at >= day.begins and imported_at >= day.ends) as is_held,
      booked.cents as ledger, open.many as open,
      (select closed_at from payments.closed_day where account = ${account} and closed_day.day = day.day) as closed_at
    from day
    cross join lateral (
      select coalesce(sum(cents), 0)::bigint as cents from payments.payment
      where paid_at >= begins and paid_at < ends and into_account = ${account} and channel <> 'statement') as told
    cross join lateral (
      select coalesce(sum(cents), 0)::bigint as cents, count(*)::int as lines from payments.statement_line
      where account = ${account} and at >= begins and at < ends) as line
    cross join lateral (
      select coalesce(sum(posting.cents), 0)::bigint as cents from ledger.journal
      join ledger.posting on posting.journal = journal.number and posting.account = ${account}
      where booked_at >= begins and booked_at < ends) as booked
    cross join lateral (
      select count(*)::int as many from payments.difference
      where account = ${account} and difference.day = day.day and state = 'open') as open
    order by day.day desc`.execute(read.sql)
  return rows.map((row) => ({
    ...{ day: row.day, toldCents: row.told, lines: row.lines, ledgerCents: row.ledger },
    statementCents: row.is_held ? row.statement : null,
    ...{ open: row.open, closedAt: row.closed_at },
  }))
}
