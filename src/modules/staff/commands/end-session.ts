import type { Tx } from '#platform/tx.ts'
import { reachedMembers } from '../queries/colleagues.ts'
import { findSession } from '../queries/sessions.ts'
import { noSuchSession } from '../refusals.ts'
import { endSessions } from './end-sessions.ts'

/** Ends somebody's open session, within reach of the actor's permission. */
export async function endSession(tx: Tx, given: { sessionId: string }): Promise<void> {
  const session = await findSession(tx, given.sessionId)
  const memberIds = session ? [session.member_id] : []
  const reached = await reachedMembers(tx, memberIds)
  if (reached.size === 0) throw noSuchSession()
  const ended = await endSessions(tx, { id: given.sessionId }, 'revoked')
  if (ended === 0) throw noSuchSession()
}
