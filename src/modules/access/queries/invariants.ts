import { sql } from 'kysely'
import type { Invariant } from '#platform/manifest.ts'

/** Two open sessions of one device on one NAS port would count its usage twice. */
export const noSessionIsTwice: Invariant = {
  name: 'access.no-session-is-twice',
  sentence: 'No session is open and past at the same time, and none ended before it began.',
  violations: async (read) => {
    const { rows } = await sql<{ what: string }>`
      select 'Session ' || s.id || ' is open and past.' as what
        from access.session s join access.past_session p on p.id = s.id
      union all
      select 'Session ' || id || ' ended before it began.' from access.session where ended_at < started_at
      limit 100
    `.execute(read.sql)
    return rows.map(({ what }) => what)
  },
}
