import type { Tx } from '#platform/tx.ts'
import { concludeOpen } from '../store.ts'
import { tellSessions } from './tell-sessions.ts'

/**
 * Ends sessions that are over although their NAS did not say so: their station has dialled again, or nothing was heard
 * for too long. They ended when they were last heard; a record that comes after all opens them again.
 */
export async function concludeSessions(
  tx: Tx,
  given: {
    keys: readonly string[]
    cause: string
    by: string
    /** Those of which something was heard since then go on. */
    unheardSince?: Temporal.Instant
  },
): Promise<number> {
  const concluded = await concludeOpen(tx, given)
  tellSessions(tx, given.by, concluded)
  return concluded.length
}
