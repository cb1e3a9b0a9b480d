import type { Tx } from '#platform/tx.ts'
import { accessChanged } from '../events.ts'
import { endSessionRows } from '../store.ts'

/** Ends the open sessions that match, in every process at once; says how many. */
export async function endSessions(
  tx: Tx,
  which: { id?: string; memberId?: string; except?: string },
  because: Parameters<typeof endSessionRows>[2],
): Promise<number> {
  const ended = await endSessionRows(tx, which, because)
  if (ended.length > 0) tx.emit(accessChanged, {})
  return ended.length
}
