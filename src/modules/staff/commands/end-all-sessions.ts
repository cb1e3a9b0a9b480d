import type { Tx } from '#platform/tx.ts'
import { actingSession } from '../queries/acting.ts'
import { reachedMembers } from '../queries/colleagues.ts'
import { unendedSessions } from '../queries/sessions.ts'
import { endSessions } from './end-sessions.ts'

/** Ends every session within reach of the actor's permission, but the one that asks; says how many. */
export async function endAllSessions(tx: Tx): Promise<number> {
  const { sessionId: except } = actingSession(tx)
  const members = (await unendedSessions(tx)).map((session) => session.member_id)
  let ended = 0
  for (const memberId of await reachedMembers(tx, members))
    ended += await endSessions(tx, { memberId, except }, 'revoked')
  return ended
}
