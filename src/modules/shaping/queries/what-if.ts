import { sql } from 'kysely'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { regionNow } from '#modules/organization/index.ts'
import type { Read } from '#platform/tx.ts'
import type { askWhatIf, WhatIf } from '../contract.ts'
import { binsOf } from '../rules/bins.ts'

type Asked = ParsedInputOf<typeof askWhatIf>

/**
 * Whom stages would have slowed in the last whole month, counted over what was really moved, by the day: a stage counts from the
 * day on which it was reached, and what was moved on that day beyond it as slowed.
 */
export async function whatIf(read: Read, asked: Asked): Promise<WhatIf> {
  const { timeZone: zone } = await regionNow(read)
  const to = read.now.toZonedDateTimeISO(zone).toPlainDate().with({ day: 1 })
  const from = to.subtract({ months: 1 })
  const after = asked.after.map(BigInt).toSorted((a, b) => (a < b ? -1 : 1))
  const days = daily(asked, { from, to, zone })
  const totals = await usedBy(read, days)
  const reached = await stagesReached(read, days, after)
  const moved = totals.reduce((sum, { used, services }) => sum + used * BigInt(services), 0n)
  const services = totals.reduce((sum, one) => sum + one.services, 0)
  return {
    month: from.toPlainYearMonth().toString(),
    services,
    moved: String(moved),
    stages: after.map((bytes, place) => {
      const rows = reached.filter(({ stage }) => stage === place)
      const count = rows.reduce((sum, one) => sum + one.services, 0)
      const slowed = rows.reduce((sum, one) => sum + one.slowed, 0n)
      return {
        after: String(bytes),
        services: count,
        slowed: String(slowed),
        medianDay: medianDay(rows, count),
      }
    }),
    days: Array.from({ length: from.daysInMonth }, (_, place) => {
      const day = from.add({ days: place }).toString()
      const by = after.map((_bytes, stage) =>
        reached
          .filter((row) => row.stage === stage && row.day <= day)
          .reduce((sum, row) => sum + row.services, 0),
      )
      return { day, reached: by }
    }),
    histogram: binsOf(totals),
  }
}

type Month = {
  readonly from: Temporal.PlainDate
  readonly to: Temporal.PlainDate
  readonly zone: string
}

/** What counts of each day of each service. Days whose hours are not kept any more count whole. */
function daily({ counts, freeFrom, freeTo, planId }: Asked, { from, to, zone }: Month) {
  const octets = counts === 'total' ? sql`up + down` : sql.ref(counts)
  const [begins, ends] = [freeFrom, freeTo].map((time) => time && Number(time.slice(0, 2)))
  const hour = sql`extract(hour from hour at time zone ${zone})`
  const isFree =
    begins === undefined || ends === undefined || begins === '' || ends === ''
      ? sql`false`
      : begins < ends
        ? sql`${hour} >= ${begins} and ${hour} < ${ends}`
        : sql`${hour} >= ${begins} or ${hour} < ${ends}`
  const isOfPlan = planId
    ? sql`and service_id in (select s.id from services.service s
        join catalog.plan_version v on v.id = s.plan_version_id where v.plan_id = ${planId})`
    : sql``
  return sql`
    select service_id, day, sum(octets) as octets from (
      select service_id, (hour at time zone ${zone})::date as day, ${octets} as octets from usage.hour
      where hour >= ${from}::date::timestamp at time zone ${zone} and hour < ${to}::date::timestamp at time zone ${zone}
        and not (${isFree}) ${isOfPlan}
      union all
      select service_id, day, ${octets} from usage.day
      where day >= ${from}::date and day < ${to}::date ${isOfPlan}
    ) moved group by service_id, day`
}

/** How many services used how much. */
async function usedBy(read: Read, days: ReturnType<typeof daily>) {
  const { rows } = await sql<{ used: bigint; services: number }>`
    select used::bigint as used, count(*)::int as services
    from (select sum(octets) as used from (${days}) d group by service_id) u
    where used > 0 group by 1`.execute(read.sql)
  return rows
}

/** On which day how many services reached each stage, and what they moved beyond it until the end of the month. */
async function stagesReached(read: Read, days: ReturnType<typeof daily>, after: readonly bigint[]) {
  const { rows } = await sql<{ stage: number; day: string; services: number; slowed: bigint }>`
    with run as materialized (
      select service_id, day, sum(octets) over (partition by service_id order by day) as so_far from (${days}) d
    ), reached as (
      select r.service_id, s.place, min(r.day) as day, max(r.so_far) - s.after as slowed
      from run r join unnest(${after.map(String)}::bigint[]) with ordinality s(after, place) on r.so_far >= s.after
      group by r.service_id, s.place, s.after
    )
    select (place - 1)::int as stage, day::text as day, count(*)::int as services, sum(slowed)::bigint as slowed
    from reached group by 1, 2 order by 1, 2`.execute(read.sql)
  return rows
}

function medianDay(
  rows: readonly { readonly day: string; readonly services: number }[],
  count: number,
): number | null {
  let so_far = 0
  for (const { day, services } of rows) {
    so_far += services
    if (so_far * 2 >= count) return Temporal.PlainDate.from(day).day
  }
  return null
}
