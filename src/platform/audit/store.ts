import { sql } from 'kysely'
import type { AuditRow } from '#platform/audit/entry.ts'
import type { Sql } from '#platform/tx.ts'

/**
 * Appends rows, and puts each in the queue of rows that wait for their place in the chain. With `onlyIfWrote`
 * nothing is appended when the transaction has not written anything yet: a reconciler that found
 * nothing to do leaves no row.
 */
export async function appendAudit(
  db: Sql,
  rows: readonly AuditRow[],
  { onlyIfWrote = false }: { onlyIfWrote?: boolean } = {},
): Promise<void> {
  const values = rows.map(
    (row) => sql`(
      ${row.id}::uuid, ${row.at}::timestamptz, ${row.action}, ${row.outcome}, ${row.actor_kind}, ${row.actor_id}, ${row.via},
      ${row.objects}::text[], ${row.site_id}::uuid, ${row.ip}, ${row.user_agent}, ${row.request_id}, ${row.because},
      ${row.detail_sealed}, ${row.detail_mac}::bytea, ${row.mac}::bytea)`,
  )
  await sql`
    with appended as (
      insert into platform.audit (id, at, action, outcome, actor_kind, actor_id, via, objects, site_id, ip, user_agent,
                                  request_id, because, detail_sealed, detail_mac, mac)
      select * from (values ${sql.join(values)}) as row
      where not ${onlyIfWrote} or pg_current_xact_id_if_assigned() is not null
      returning id)
    insert into platform.audit_unlinked (audit_id) select id from appended`.execute(db)
}
