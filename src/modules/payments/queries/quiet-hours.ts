import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import type { Hour } from '../rules/quiet-hour.ts'

const WEEKS_BACK = 8

type Hours = {
  readonly siteId: string | null
  readonly now: Hour
  readonly before: readonly Hour[]
}

/** What an hour brought each site, and all together, and the same hour of the weeks before in which there were payments at all. */
export async function hoursOf(read: Read, hour: Temporal.Instant): Promise<Hours[]> {
  const { rows } = await sql<{
    week: number
    site_id: string | null
    is_all: boolean
    payments: number
    cents: bigint
  }>`
    with week as (
      select week, ${hour}::timestamptz - week * interval '7 days' as begins
      from generate_series(0, ${WEEKS_BACK}::int) as week
      -- Weeks before the first payment say nothing.
      where ${hour}::timestamptz - week * interval '7 days' >= (select min(paid_at) from payments.payment)
    ), paid as (
      select week.week, subscriber.site_id, payment.cents
      from week join payments.payment
        on payment.paid_at >= week.begins and payment.paid_at < week.begins + interval '1 hour'
        and payment.rail in ('mpesa', 'airtel', 'card') and payment.state <> 'reversed'
      left join subscribers.subscriber on subscriber.id = payment.subscriber_id
    ), site as (select distinct site_id from paid where site_id is not null)
    select week.week, site.site_id, false as is_all, count(paid.cents)::int as payments, coalesce(sum(paid.cents), 0)::bigint as cents
    from week cross join site left join paid on paid.week = week.week and paid.site_id = site.site_id
    group by week.week, site.site_id
    union all
    select week.week, null, true, count(paid.cents)::int, coalesce(sum(paid.cents), 0)::bigint
    from week left join paid on paid.week = week.week group by week.week`.execute(read.sql)
  return [...Map.groupBy(rows, ({ site_id }) => site_id)].map(([siteId, weeks]) => ({
    siteId,
    now: weeks.find(({ week }) => week === 0) ?? { payments: 0, cents: 0n },
    before: weeks.filter(({ week }) => week > 0),
  }))
}
