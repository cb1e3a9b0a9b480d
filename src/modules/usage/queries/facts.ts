import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import type { Boost } from '../rules/stand.ts'
import type { Stretch } from '../rules/periods.ts'

/** The time charged for that began last, by service; open where it is over and nothing followed. */
export async function chargedNow(
  read: Read,
  serviceIds: readonly string[],
): Promise<Map<string, Stretch>> {
  const { rows } = await sql<{ service_id: string; from_ms: number; to_ms: number | null }>`
    select s.id as service_id, (extract(epoch from p.from_at) * 1000)::float8 as from_ms,
           case when p.to_at > ${read.now} then (extract(epoch from p.to_at) * 1000)::float8 end as to_ms
    from unnest(${serviceIds}::uuid[]) s(id)
    cross join lateral (
      select from_at, to_at from services.period
      where service_id = s.id and kind in ('base', 'trial') and from_at <= ${read.now}
      order by from_at desc limit 1) p`.execute(read.sql)
  return new Map(rows.map(({ service_id, ...stretch }) => [service_id, stretch]))
}

/** Boosts that run or are to come. */
export async function boostsOf(
  read: Read,
  serviceIds: readonly string[],
): Promise<Map<string, Boost[]>> {
  const { rows } = await sql<{ service_id: string } & Boost>`
    /* often */ select service_id, down_bps::float8 as down_bps, up_bps::float8 as up_bps,
           (extract(epoch from from_at) * 1000)::float8 as from_ms, (extract(epoch from to_at) * 1000)::float8 as to_ms
    from usage.extra
    where service_id = any(${serviceIds}::uuid[]) and kind = 'boost' and undone_at is null and to_at > ${read.now}`.execute(
    read.sql,
  )
  return Map.groupBy(rows, ({ service_id }) => service_id)
}
