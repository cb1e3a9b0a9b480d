import { sql } from 'kysely'
import { atSites } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import type { Now } from '../contract.ts'
import { EVERY_minutes, markOf } from '../rules/marks.ts'

/** Who is online, and who was through the last day. */
export async function networkNow(read: Read): Promise<NonNullable<Now['network']>> {
  const { rows: open } = await sql<{ online: number }>`
    select coalesce(sum(open.sessions), 0)::int as online
    from (select nas_id, count(*) as sessions from access.session where ended_at is null group by nas_id) as open
    join network.nas on nas.id = open.nas_id
    where ${atSites(read, sql.ref('nas.site_id'))}`.execute(read.sql)
  const yesterday = markOf(read.now).subtract({ hours: 24 })
  const { rows: trend } = await sql<{ at: Temporal.Instant; online: number }>`
    select at, sum(sessions)::int as online from desk.online
    where at >= ${yesterday}::timestamptz and ${atSites(read, sql.ref('online.site_id'))}
    group by at order by at`.execute(read.sql)
  const [first] = trend
  // A mark is missing while Kasi was down: what came hours later is not what was a day ago.
  const isDayAgo = first && first.at.since(yesterday).total('minutes') <= EVERY_minutes
  return {
    online: open[0]?.online ?? 0,
    dayAgo: isDayAgo ? first.online : null,
    trend: trend.map(({ at, online }) => ({ at: at.toString(), online })),
  }
}
