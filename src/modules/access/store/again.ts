import { sql } from 'kysely'
import { listOf } from '#platform/sql-list.ts'
import type { Tx } from '#platform/tx.ts'
import { TOLERANCE_ms } from '../rules/account.ts'
import type { Heard } from '../rules/hear.ts'

/**
 * Finds sessions that were authenticated anew while they last, and lets them go on under the later key: their NAS goes on counting in the
 * same session, and gives back the Class of the later Access-Accept (hostapd, every hour by itself). Gives the keys of those that were found.
 */
export async function rekeySessions(tx: Tx, late: readonly Heard[]): Promise<string[]> {
  const able = late.filter((one) => one.class !== null && one.serviceId !== null)
  if (able.length === 0) return []
  const { rows } = await sql<{ key: string }>`
    /* often */ with again as (
      select distinct on (heard.key) t.id, heard.key, heard.class, heard.told
        from unnest(
          ${listOf(able, ({ key }) => key)}::uuid[],
          ${listOf(able, (one) => one.class)}::uuid[],
          ${listOf(able, ({ told }) => told)}::text[],
          ${listOf(able, ({ serviceId }) => serviceId)}::uuid[],
          ${listOf(able, ({ nasId }) => nasId)}::uuid[],
          ${listOf(able, ({ nasSession }) => nasSession)}::text[],
          ${listOf(able, ({ station }) => station)}::text[],
          ${listOf(able, ({ seconds }) => seconds)}::int[],
          ${listOf(able, ({ at_ms, seconds }) => at_ms - (seconds ?? 0) * 1_000)}::float8[]
        ) as heard(key, class, told, service_id, nas_id, nas_session, station, seconds, started_ms)
        join access.session t on t.service_id = heard.service_id and t.nas_id = heard.nas_id
         and t.nas_session = heard.nas_session and t.station is not distinct from heard.station
         and t.class is not null and (t.ended_by is distinct from 'nas' or heard.seconds <= t.seconds)
         -- A session id that is used again belongs to a stay that began later.
         and abs(extract(epoch from t.started_at) * 1000 - heard.started_ms) <= ${TOLERANCE_ms}::int
       order by heard.key, t.heard_at desc
    )
    update access.session t set key = again.key, class = again.class, told = coalesce(again.told, t.told)
      from again where t.id = again.id
    returning t.key
  `.execute(tx.sql)
  return rows.map(({ key }) => key)
}
