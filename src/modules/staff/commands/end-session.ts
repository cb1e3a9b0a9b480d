import type { Tx } from '#platform/tx.ts'
import { reachedMembers } from '../queries/colleagues.ts'
import { findSession } from '../queries/sessions.ts'
import { noSuchSession } from '../refusals.ts'
import type { Catalogue } from '../rules/holdings.ts'
import { checkNotAbove } from './check-not-above.ts'
import { endSessions } from './end-sessions.ts'

/** Ends the open session of somebody within reach who does not stand above the one who acts. */
export async function endSession(
  tx: Tx,
  given: { sessionId: string; catalogue: Catalogue },
): Promise<void> {
  const { sessionId: id, catalogue } = given
  const session = await findSession(tx, id)
  if (!session) throw noSuchSession()
  const { member_id: memberId } = session
  if (!(await reachedMembers(tx, [memberId])).has(memberId)) throw noSuchSession()
  await checkNotAbove(tx, { memberId, catalogue })
  const ended = await endSessions(tx, { id }, 'revoked')
  if (ended === 0) throw noSuchSession()
}
