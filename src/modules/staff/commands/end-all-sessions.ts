import type { Tx } from '#platform/tx.ts'
import { actingSession } from '../queries/acting.ts'
import { reachedMembers } from '../queries/colleagues.ts'
import { membersNotAbove } from '../queries/rank.ts'
import { unendedSessions } from '../queries/sessions.ts'
import type { Catalogue } from '../rules/holdings.ts'
import { endSessions } from './end-sessions.ts'

/**
 * Ends every session within reach, but the one that asks and those of who stands above it: whoever took over an
 * administrator must not be able to shut the owners out first. Says how many.
 */
export async function endAllSessions(
  tx: Tx,
  { catalogue }: { catalogue: Catalogue },
): Promise<{ ended: number }> {
  const { sessionId: except } = actingSession(tx)
  const members = (await unendedSessions(tx)).map((session) => session.member_id)
  let ended = 0
  const memberIds = [...(await reachedMembers(tx, members))]
  for (const memberId of await membersNotAbove(tx, { memberIds, catalogue }))
    ended += await endSessions(tx, { memberId, except }, 'revoked')
  return { ended }
}
