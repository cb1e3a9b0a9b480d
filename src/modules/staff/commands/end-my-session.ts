import type { Tx } from '#platform/tx.ts'
import { actingSession } from '../queries/acting.ts'
import { noSuchSession } from '../refusals.ts'
import { endSessions } from './end-sessions.ts'

/** Ends one of one's own open sessions. */
export async function endMySession(tx: Tx, given: { sessionId: string }): Promise<void> {
  const { memberId } = actingSession(tx)
  const ended = await endSessions(tx, { id: given.sessionId, memberId }, 'revoked')
  if (ended === 0) throw noSuchSession()
}
