import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { openKeys } from '../queries/story.ts'
import { endSessions } from './end-sessions.ts'

/**
 * Staff want sessions ended. Their routers are told right after this commits; each session says what came of it. Those
 * that have ended by themselves, or are being ended already, are only counted.
 */
export async function askEnd(
  tx: Tx,
  { sessionIds, reason }: { sessionIds: readonly string[]; reason: string },
): Promise<{ ending: number; already: number }> {
  const open = await openKeys(tx, sessionIds)
  const keys = open.map(({ key }) => key)
  const ending = await endSessions(tx, { keys, because: 'staff', by: 'staff' })
  audit(tx, { objects: open.map(({ id }) => ({ table: 'access.session', id })), reason })
  return { ending, already: new Set(sessionIds).size - ending }
}
