import { sql } from 'kysely'
import type { Tx } from '#platform/tx.ts'
import type { EarnedDay } from '../rules/recognition.ts'

/**
 * Up to which moment deferred revenue is recognised. Held as it is until the unit ends, so that what is deferred now
 * and what is recognised later fit together.
 */
export async function recognisedUntil(tx: Tx): Promise<Temporal.Instant> {
  await sql`select pg_advisory_xact_lock_shared(120, 1)`.execute(tx.sql)
  return recognisedNow(tx)
}

/** The same as it is at this moment, without holding anything. */
export async function recognisedNow(tx: Tx): Promise<Temporal.Instant> {
  const row = await tx.sql
    .selectFrom('billing.progress')
    .select('recognised_at')
    .executeTakeFirstOrThrow()
  return row.recognised_at
}

/** The same, alone: nobody defers anything until the unit ends. */
export async function holdRecognition(tx: Tx): Promise<Temporal.Instant> {
  await sql`select pg_advisory_xact_lock(120, 1)`.execute(tx.sql)
  return recognisedNow(tx)
}

export async function setRecognised(tx: Tx, at: Temporal.Instant) {
  await tx.sql.updateTable('billing.progress').set({ recognised_at: at }).execute()
}

/** From when on anything can have been earned that is not recognised: of a new ISP this is not the beginning of time. */
export async function earningSince(
  tx: Tx,
  recognised: Temporal.Instant,
): Promise<Temporal.Instant | null> {
  const { rows } = await sql<{ since: Temporal.Instant | null }>`
    select greatest(min(from_at), ${recognised}::timestamptz) as since from billing.line
    where is_deferred and to_at > ${recognised} having min(from_at) is not null`.execute(tx.sql)
  return rows[0]?.since ?? null
}

/** What each line earned on each of these days and the day on which it is booked, as a table expression; nothing is booked before its invoice. */
export function earnings(days: readonly EarnedDay[]) {
  const [first] = days
  return sql`
    select line.id as line_id, line.income_account, greatest(day.booked_on, invoice.issued_on) as booked_on,
      case when day.booked_on > greatest(day.day, invoice.issued_on) then day.day end as closed_day,
      billing.unearned(line.net_cents, line.credited_net_cents, line.from_at, line.to_at, day.from_at)
        - billing.unearned(line.net_cents, line.credited_net_cents, line.from_at, line.to_at, day.to_at) as cents
    from billing.line join billing.invoice on invoice.id = line.invoice_id
    join unnest(
      ${days.map(({ day }) => day)}::date[], ${days.map(({ bookedOn }) => bookedOn)}::date[],
      ${days.map(({ from }) => from)}::timestamptz[], ${days.map(({ to }) => to)}::timestamptz[]
    ) as day (day, booked_on, from_at, to_at) on line.to_at > day.from_at and line.from_at < day.to_at
    where line.is_deferred and line.to_at > ${first?.from ?? null}`
}

export type Earned = {
  readonly account: number
  readonly bookedOn: Temporal.PlainDate
  readonly earned: bigint
  /** The days of closed books that it was earned on. */
  readonly late: { readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate } | null
}

/** What was earned, by the account of income and the day on which it is booked. */
export async function earnedOn(tx: Tx, days: readonly EarnedDay[]): Promise<Earned[]> {
  const { rows } = await sql<{
    account: number
    booked_on: Temporal.PlainDate
    earned: bigint
    late_from: Temporal.PlainDate | null
    late_to: Temporal.PlainDate | null
  }>`
    select income_account as account, booked_on, sum(cents)::bigint as earned,
      min(closed_day) as late_from, max(closed_day) as late_to
    from (${earnings(days)}) as earnings
    group by income_account, booked_on, closed_day is null having sum(cents) <> 0
    order by booked_on, income_account`.execute(tx.sql)
  return rows.map(({ account, booked_on: bookedOn, earned, late_from: from, late_to: to }) => ({
    ...{ account, bookedOn, earned, late: from && to ? { from, to } : null },
  }))
}
