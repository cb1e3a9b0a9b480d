import type { Tx } from '#platform/tx.ts'
import { endOpenOfNas } from '../store.ts'
import { tellSessions } from './tell-sessions.ts'

/**
 * Ends all sessions that a NAS had before it said that it starts or stops (RFC 2866 §5.1): it has forgotten
 * them, so their Stops will never come. Sessions that began after that moment are new ones, whose Start was faster.
 */
export async function endNasSessions(
  tx: Tx,
  given: { nasId: string; at_ms: number; because: 'on' | 'off'; by: string },
): Promise<void> {
  const cause = given.because === 'on' ? 'NAS-Reboot' : 'Admin-Reboot'
  const ended = await endOpenOfNas(tx, { nasId: given.nasId, before_ms: given.at_ms, cause })
  tellSessions(tx, given.by, ended)
}
