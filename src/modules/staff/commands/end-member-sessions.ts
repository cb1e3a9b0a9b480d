import type { Tx } from '#platform/tx.ts'
import { reachedMembers } from '../queries/colleagues.ts'
import { noSuchMember } from '../refusals.ts'
import { lockMember } from '../queries/members.ts'
import type { Catalogue } from '../rules/holdings.ts'
import { checkNotAbove } from './check-not-above.ts'
import { endSessions } from './end-sessions.ts'

/** Ends all sessions of one member within reach who does not stand above the one who acts; says how many. */
export async function endMemberSessions(
  tx: Tx,
  given: { memberId: string; catalogue: Catalogue },
): Promise<{ ended: number }> {
  const { memberId, catalogue } = given
  await lockMember(tx, memberId)
  if (!(await reachedMembers(tx, [memberId])).has(memberId)) throw noSuchMember()
  await checkNotAbove(tx, { memberId, catalogue })
  return { ended: await endSessions(tx, { memberId }, 'revoked') }
}
