import { sql } from 'kysely'
import { listOf } from '#platform/sql-list.ts'
import type { Tx } from '#platform/tx.ts'
import type { IspClock } from '../rules/isp-clock.ts'
import { byHour, type HourPart, type Moved } from '../rules/split.ts'
import { STANDING, type Standing, standingOf, type StandingRow } from './standings.ts'

/**
 * Adds to hours, and gives where those services stand that have to be looked at: whose plans count anything, for whom time has changed
 * something, or of whom nothing is known yet. The parts come in the order of service and hour, so that no two batches wait in a circle.
 */
export async function addHours(
  tx: Tx,
  parts: readonly HourPart[],
  serviceIds: readonly string[],
): Promise<{ counting: Standing[]; missing: string[] }> {
  const { rows } = await sql<StandingRow & { id: string; is_missing: boolean }>`
    /* often */ with added as (${addingHours(parts)})
    select service.id, standing.service_id is null as is_missing, ${STANDING} ${toBeSeen(tx, serviceIds)}
  `.execute(tx.sql)
  return {
    counting: rows.filter((row) => !row.is_missing).map(standingOf),
    missing: rows.filter((row) => row.is_missing).map(({ id }) => id),
  }
}

function addingHours(parts: readonly HourPart[]) {
  return sql`
    insert into usage.hour as h (service_id, hour, up, down, seconds)
    select s, to_timestamp(t), u, d, n from unnest(
      ${listOf(parts, ({ serviceId }) => serviceId)}::uuid[],
      ${listOf(parts, ({ hour_ms }) => hour_ms / 1_000)}::float8[],
      ${listOf(parts, ({ up }) => up)}::bigint[],
      ${listOf(parts, ({ down }) => down)}::bigint[],
      ${listOf(parts, ({ seconds }) => seconds)}::int[]) as p(s, t, u, d, n)
    on conflict (service_id, hour) do update
      set up = h.up + excluded.up, down = h.down + excluded.down, seconds = h.seconds + excluded.seconds`
}

/** Those of these services for which adding to their hours is not all that has to be done. */
function toBeSeen({ now }: Pick<Tx, 'now'>, serviceIds: readonly string[]) {
  return sql`
    from unnest(${listOf(serviceIds, (id) => id)}::uuid[]) as service(id)
    left join usage.standing on standing.service_id = service.id
    where standing.service_id is null or standing.fair_use_id is not null or standing.quota_id is not null
       or standing.next_at <= ${now}::timestamptz`
}

/**
 * The same as parts of a statement that writes a whole batch: `adding` to the hours, and `more`, a query of those services for which that is
 * not all, so that the batch must be written the longer way.
 */
export function hoursAtOnce(
  about: Pick<Tx, 'now'>,
  deltas: readonly (Moved & { readonly serviceId: string })[],
  clock: IspClock,
) {
  const serviceIds = [...new Set(deltas.map(({ serviceId }) => serviceId))]
  return {
    adding: addingHours(byHour(deltas, clock)),
    more: sql`select ${toBeSeen(about, serviceIds)}`,
  }
}

/** Adds hours before a moment to their days and lets them go, so many at a time; gives how many. */
export async function foldHours(
  tx: Tx,
  { before, zone, limit }: { before: Temporal.Instant; zone: string; limit: number },
): Promise<number> {
  const { rows } = await sql<{ folded: number }>`
    with gone as (
      delete from usage.hour h using (
        select service_id, hour from usage.hour where hour < ${before}::timestamptz limit ${limit}) old
      where h.service_id = old.service_id and h.hour = old.hour
      returning h.service_id, (h.hour at time zone ${zone})::date as day, h.up, h.down, h.seconds
    ), kept as (
      insert into usage.day as d (service_id, day, up, down, seconds)
      select service_id, day, sum(up), sum(down), sum(seconds) from gone group by 1, 2
      on conflict (service_id, day) do update
        set up = d.up + excluded.up, down = d.down + excluded.down, seconds = d.seconds + excluded.seconds
    )
    select count(*)::int as folded from gone`.execute(tx.sql)
  return rows[0]?.folded ?? 0
}

/**
 * One process at a time makes partitions, until its unit ends: `if not exists` does not keep two from making the same one (PostgreSQL
 * refuses the second with a duplicate key of its catalog).
 */
export async function holdMonths(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('usage.months', 0))`.execute(tx.sql)
}

/** A partition for the hours of a month, unless it is there. Months are those of UTC: where they are cut is nobody's business. */
export async function makeMonth(tx: Tx, month: Temporal.PlainYearMonth): Promise<void> {
  await sql`select usage.make_month(${`${month.toString()}-01`}::date)`.execute(tx.sql)
}
