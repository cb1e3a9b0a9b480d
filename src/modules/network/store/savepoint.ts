import { sql } from 'kysely'
import type { Tx } from '#platform/tx.ts'

/**
 * Runs a statement whose unique index may find that somebody else has just made the same row, and runs it again then:
 * the other has committed, so the second time sees what was made.
 */
export async function againIfRaced<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint raced`.execute(tx.sql)
  try {
    const done = await work()
    await sql`release savepoint raced`.execute(tx.sql)
    return done
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    await sql`rollback to savepoint raced`.execute(tx.sql)
    return work()
  }
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505'
}

/** A moment of the unit that `backToMark` leads back to: what was locked since is let go of. */
export async function setMark(tx: Tx): Promise<void> {
  await sql`savepoint mark`.execute(tx.sql)
}

export async function backToMark(tx: Tx): Promise<void> {
  await sql`rollback to savepoint mark`.execute(tx.sql)
}
