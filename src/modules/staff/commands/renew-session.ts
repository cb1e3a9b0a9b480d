import { hashToken, newToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { accessChanged } from '../events.ts'
import { lockSession } from '../queries/sessions.ts'
import { noSuchSession } from '../refusals.ts'
import { updateSession } from '../store.ts'

/**
 * Gives a session a new token after its member proved identity again or gained privileges; the old token
 * opens nothing any more (ASVS 5.0 V7.2.4). When it ends at the latest stays as it was.
 */
export async function renewSession(tx: Tx, sessionId: string): Promise<string> {
  if (!(await lockSession(tx, sessionId))) throw noSuchSession()
  const token = newToken()
  await updateSession(tx, sessionId, {
    token_hash: hashToken(token),
    proven_at: tx.now,
    last_seen_at: tx.now,
    challenge: null,
    challenge_until: null,
  })
  tx.emit(accessChanged, {})
  return token
}
