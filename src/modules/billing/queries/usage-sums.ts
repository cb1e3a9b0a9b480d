import { sql } from 'kysely'
import { anyOf, sqlArray, uuidArray } from '#platform/sql-array.ts'
import type { Read } from '#platform/tx.ts'
import type { HourOfWeek } from '../rules/arrears.ts'

export type AskedUsage = {
  readonly serviceId: string
  readonly from: Temporal.Instant
  readonly to: Temporal.Instant
}

/** An hour belongs to the stretch in which it begins. Sums do not depend on the order in which usage came, nor on how often. */
export async function usageSums(
  read: Pick<Read, 'sql'>,
  asked: readonly AskedUsage[],
  zone: string,
): Promise<Map<number, HourOfWeek[]>> {
  if (asked.length === 0) return new Map()
  const { rows } = await sql<{
    place: bigint
    hour: number
    up: bigint
    down: bigint
    seconds: bigint
  }>`
    with asked as materialized (
      select * from unnest(
        ${uuidArray(asked.map(({ serviceId }) => serviceId))}::uuid[], ${sqlArray(asked.map(({ from }) => from))}::timestamptz[],
        ${sqlArray(asked.map(({ to }) => to))}::timestamptz[]
      ) with ordinality as a (service_id, from_at, to_at, place)
    ), moved as (
      select asked.place, hour.hour at time zone ${zone} as local, up, down, seconds
      from asked join usage.hour on hour.service_id = asked.service_id and hour.hour >= asked.from_at and hour.hour < asked.to_at
      union all
      select asked.place, day.day::timestamp, up, down, seconds
      from asked join usage.day on day.service_id = asked.service_id
        and day.day >= (asked.from_at at time zone ${zone})::date and day.day < (asked.to_at at time zone ${zone})::date
    )
    select place, ((extract(isodow from local) - 1) * 24 + extract(hour from local))::int as hour,
      sum(up)::bigint as up, sum(down)::bigint as down, sum(seconds)::bigint as seconds
    from moved group by place, 2`.execute(read.sql)
  const sums = new Map<number, HourOfWeek[]>()
  for (const { place, ...sum } of rows) {
    const of = sums.get(Number(place) - 1)
    if (of) of.push(sum)
    else sums.set(Number(place) - 1, [sum])
  }
  return sums
}

/** How much of which stretches was invoiced that ended since a moment: what more came to light is charged late. */
export async function ratedSince(
  read: Pick<Read, 'sql'>,
  asked: { serviceIds: readonly string[]; since: Temporal.Instant },
) {
  const rows = await read.sql
    .selectFrom('billing.rated')
    .selectAll()
    .where('service_id', '=', anyOf(asked.serviceIds))
    .where('to_at', '>=', asked.since)
    .execute()
  return rows.map((row) => ({
    ...{ serviceId: row.service_id, component: row.component, quantity: row.quantity },
    ...{ planVersionId: row.plan_version_id, from: row.from_at, to: row.to_at },
  }))
}
