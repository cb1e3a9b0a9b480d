import type { Tx } from '#platform/tx.ts'
import { wantEnd } from '../store.ts'
import { tellSessions } from './tell-sessions.ts'

/**
 * Says that sessions are to end, and why. Their NAS is told by whoever answers RADIUS, at once or as soon as
 * it can be reached; until it confirms, the session is open and the screen says that its end is wanted.
 */
export async function endSessions(
  tx: Tx,
  given: { keys: readonly string[]; because: string; by: string },
): Promise<number> {
  const wanted = await wantEnd(tx, given.keys, given.because)
  tellSessions(
    tx,
    given.by,
    wanted.map(({ key }) => key),
  )
  return wanted.length
}
