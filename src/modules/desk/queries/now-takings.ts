import { sql } from 'kysely'
import { kes, moneyToWire } from '#kernel/money.ts'
import { regionNow } from '#modules/organization/index.ts'
import { paymentsInReach } from '#modules/payments/index.ts'
import type { Read } from '#platform/tx.ts'
import type { Now } from '../contract.ts'
import { byHour } from '../rules/by-hour.ts'

const wire = (cents: bigint) => moneyToWire(kes(cents))

/** What people paid today, hour by hour in the ISP's zone, beside the same day of last week. */
export async function takingsNow(read: Read): Promise<NonNullable<Now['takings']>> {
  const { timeZone } = await regionNow(read)
  const today = read.now.toZonedDateTimeISO(timeZone)
  const days = { today, weekAgo: today.subtract({ days: 7 }) }
  const hoursOf = async (day: Temporal.ZonedDateTime) => {
    const begins = day.startOfDay()
    const { rows } = await sql<{
      hour: number
      payments: number
      cents: bigint
      by_now: bigint
    }>`
      select extract(hour from paid_at at time zone ${timeZone}::text)::int as hour, count(*)::int as payments,
        sum(cents)::bigint as cents, coalesce(sum(cents) filter (where paid_at <= ${day.toInstant()}::timestamptz), 0)::bigint as by_now
      from payments.payment
      where paid_at >= ${begins.toInstant()}::timestamptz and paid_at < ${begins.add({ days: 1 }).toInstant()}::timestamptz
        and state <> 'reversed' and ${paymentsInReach(read)}
      group by 1`.execute(read.sql)
    return rows
  }
  const [now, before] = [await hoursOf(days.today), await hoursOf(days.weekAgo)]
  const sum = (cents: readonly bigint[]) => cents.reduce((total, one) => total + one, 0n)
  return {
    today: wire(sum(now.map(({ cents }) => cents))),
    payments: now.reduce((total, { payments }) => total + payments, 0),
    weekAgoByNow: wire(sum(before.map(({ by_now }) => by_now))),
    hours: byHour(now, before, today.hour),
  }
}
