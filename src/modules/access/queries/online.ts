import { sql } from 'kysely'
import { atSites } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import { COUNTED_EVERY_minutes, countedAt } from '../rules/online-marks.ts'

export type Online = {
  readonly online: number
  /** At this time of yesterday; null where nobody counted then. */
  readonly dayAgo: number | null
  readonly trend: readonly { readonly at: Temporal.Instant; readonly online: number }[]
}

/** How many sessions are open at the caller's sites, and how many were through the last day. */
export async function onlineLately(read: Read): Promise<Online> {
  const { rows: open } = await sql<{ online: number }>`
    select coalesce(sum(open.sessions), 0)::int as online
    from (select nas_id, count(*) as sessions from access.session where ended_at is null group by nas_id) as open
    join network.nas on nas.id = open.nas_id
    where ${atSites(read, sql.ref('nas.site_id'))}`.execute(read.sql)
  const yesterday = countedAt(read.now).subtract({ hours: 24 })
  const { rows: trend } = await sql<{ at: Temporal.Instant; online: number }>`
    select at, sum(sessions)::int as online from access.online
    where at >= ${yesterday}::timestamptz and ${atSites(read, sql.ref('online.site_id'))}
    group by at order by at`.execute(read.sql)
  const [first] = trend
  // Marks are missing where Kasi was down: what came hours later is not what was a day ago.
  const isDayAgo = first && first.at.since(yesterday).total('minutes') <= COUNTED_EVERY_minutes
  return { online: open[0]?.online ?? 0, dayAgo: isDayAgo ? first.online : null, trend }
}
