import type { Tx } from '#platform/tx.ts'
import { noSuchSession } from '../refusals.ts'
import { endSessions } from './end-sessions.ts'

/** Ends one open session, of the given member where one is given; refuses when there is none. */
export async function endOneSession(
  tx: Tx,
  given: { sessionId: string; memberId?: string },
): Promise<void> {
  const { sessionId: id, memberId } = given
  const ended = await endSessions(tx, { id, ...(memberId && { memberId }) }, 'revoked')
  if (ended === 0) throw noSuchSession()
}
