import type { Tx } from '#platform/tx.ts'
import { updateApiKey, updateSession } from '../store.ts'

/** Writes down that a session or a key was in use just now. */
export async function noteSeen(
  tx: Tx,
  seen: { kind: 'session' | 'api-key'; id: string; ip: string },
): Promise<void> {
  if (seen.kind === 'session')
    await updateSession(tx, seen.id, { last_seen_at: tx.now, ip: seen.ip })
  else await updateApiKey(tx, seen.id, { last_used_at: tx.now, last_used_ip: seen.ip })
}
