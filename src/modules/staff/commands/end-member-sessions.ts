import type { Tx } from '#platform/tx.ts'
import { reachedMembers } from '../queries/colleagues.ts'
import { noSuchMember } from '../refusals.ts'
import { lockMember } from '../queries/members.ts'
import { endSessions } from './end-sessions.ts'

/** Ends all sessions of one member, within reach of the actor's permission; says how many. */
export async function endMemberSessions(tx: Tx, given: { memberId: string }): Promise<number> {
  const { memberId } = given
  await lockMember(tx, memberId)
  if (!(await reachedMembers(tx, [memberId])).has(memberId)) throw noSuchMember()
  return endSessions(tx, { memberId }, 'revoked')
}
