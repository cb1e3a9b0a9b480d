import type { Tx } from '#platform/tx.ts'
import { KEYS_MAX, sessionsChanged } from '../events.ts'

/** Announces sessions that changed, in announcements that fit into a notification of PostgreSQL. */
export function tellSessions(tx: Tx, by: string, keys: readonly string[]): void {
  for (let from = 0; from < keys.length; from += KEYS_MAX)
    tx.emit(sessionsChanged, { by, keys: keys.slice(from, from + KEYS_MAX) })
}
