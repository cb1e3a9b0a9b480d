import { sql } from 'kysely'
import type { Tx } from '#platform/tx.ts'

/** One count for each site that has routers, also where nobody is online. A second count of the same moment changes nothing. */
export async function insertOnline(tx: Tx, at: Temporal.Instant): Promise<void> {
  await sql`
    insert into access.online (at, site_id, sessions)
    select ${at}::timestamptz, nas.site_id, coalesce(sum(open.sessions), 0)::int
    from network.nas
    left join (select nas_id, count(*) as sessions from access.session where ended_at is null group by nas_id) as open
      on open.nas_id = nas.id
    group by nas.site_id
    on conflict do nothing`.execute(tx.sql)
}

export async function deleteOnlineBefore(tx: Tx, before: Temporal.Instant): Promise<void> {
  await sql`delete from access.online where at < ${before}::timestamptz`.execute(tx.sql)
}
