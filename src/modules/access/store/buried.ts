import { sql } from 'kysely'
import { listOf } from '#platform/sql-list.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { SESSION_COLUMNS, sessionOf, type SessionRow, type StoredSession } from './accounted.ts'

/** Sessions of these keys that have been moved to the past; of each key the last. */
export async function buriedSessions(
  read: Read,
  keys: readonly string[],
): Promise<Map<string, StoredSession>> {
  if (keys.length === 0) return new Map()
  const { rows } = await sql<SessionRow>`
    /* often */ select ${SESSION_COLUMNS} from access.past_session where key = any(${listOf(keys, (key) => key)}::uuid[]) order by ended_at
  `.execute(read.sql)
  return new Map(rows.map((row) => [row.key, sessionOf(row)]))
}

/** They live again, so they leave the past. */
export async function unbury(tx: Tx, sessions: readonly StoredSession[]): Promise<void> {
  if (sessions.length === 0) return
  const ids = sessions.map(({ id }) => id)
  const keys = sessions.map(({ key }) => key)
  await sql`
    delete from access.past_session where key = any(${keys}::uuid[]) and id = any(${ids}::uuid[])
  `.execute(tx.sql)
}
