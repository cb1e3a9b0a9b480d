import { sql } from 'kysely'
import type { Read, Tx } from '#platform/tx.ts'

/** A session with what `isOpen` needs to know about it. */
export async function findSession(read: Read, id: string) {
  return read.sql.selectFrom('staff.session').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function lockSession(tx: Tx, id: string) {
  return tx.sql
    .selectFrom('staff.session')
    .selectAll()
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

/** Sessions that nobody has ended; some may have run out. */
export async function unendedSessions(read: Read, about: { memberIds?: readonly string[] } = {}) {
  return read.sql
    .selectFrom('staff.session')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('ends_at', '>', read.now)
    .$if(about.memberIds !== undefined, (q) =>
      q.where('member_id', '=', sql<string>`any(${about.memberIds})`),
    )
    .orderBy('last_seen_at', 'desc')
    .execute()
}
