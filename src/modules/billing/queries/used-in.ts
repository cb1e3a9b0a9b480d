import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'

/** Bytes that services moved in stretches of time, both ways, in the order of what was asked; stretches begin and end at hours of the ISP. */
export async function usedIn(
  read: Pick<Read, 'sql'>,
  asked: readonly { serviceId: string; from: Temporal.Instant; to: Temporal.Instant }[],
  zone: string,
): Promise<bigint[]> {
  if (asked.length === 0) return []
  const { rows } = await sql<{ used: bigint }>`
    select (coalesce(hours.used, 0) + coalesce(days.used, 0))::bigint as used
    from unnest(${asked.map((one) => one.serviceId)}::uuid[], ${asked.map((one) => one.from.toString())}::timestamptz[],
                ${asked.map((one) => one.to.toString())}::timestamptz[]) with ordinality as asked (service_id, from_at, to_at, place)
    left join lateral (
      select sum(up + down) as used from usage.hour
      where hour.service_id = asked.service_id and hour >= date_trunc('hour', from_at) and hour < to_at
    ) as hours on true
    left join lateral (
      select sum(up + down) as used from usage.day
      where day.service_id = asked.service_id and day >= (from_at at time zone ${zone})::date and day < (to_at at time zone ${zone})::date
    ) as days on true
    order by place`.execute(read.sql)
  return rows.map(({ used }) => used)
}
