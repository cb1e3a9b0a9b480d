import { sql } from 'kysely'
import type { Tx } from '#platform/tx.ts'

/**
 * Does something in earnest and takes it back: what it wrote, the numbers and locks that it took, and what it announced are
 * gone, and only its answer stays. So "what if" is answered by the commands themselves and never by a copy of them.
 */
export async function whatIf<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  await sql`savepoint what_if`.execute(tx.sql)
  try {
    return await work({ ...tx, emit: () => undefined, later: () => undefined })
  } finally {
    await sql`rollback to savepoint what_if`.execute(tx.sql)
  }
}
