import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import type { AtDoor } from '../server/door.ts'

/** Sessions that one service may have at most: those make room for it. */
const OF_ONE_SERVICE = 1_000

/**
 * A router as the door sees it: where it is, what it bears, and how many sessions are open on it, as far as that decides. Undefined where there
 * is none.
 */
export async function crowdOf(
  read: Read,
  nasId: string,
): Promise<Pick<AtDoor, 'nas' | 'online'> | undefined> {
  const { rows } = await sql<AtDoor['nas'] & { online: number }>`
    select nas.id, nas.site_id as "siteId", nas.sessions_max as "sessionsMax",
           case when nas.sessions_max is null then 0 else
             (select count(*)::int from (
                select from access.session where nas_id = nas.id and ended_at is null and service_id is not null
                 limit nas.sessions_max + ${OF_ONE_SERVICE}) open) end as online
      from network.nas where nas.id = ${nasId}`.execute(read.sql)
  const [row] = rows
  if (!row) return undefined
  const { online, ...nas } = row
  return { nas, online }
}
