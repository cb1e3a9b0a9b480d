import type { Tx } from '#platform/tx.ts'
import { reachedBy } from '../queries/portal.ts'
import { deletePasskeysAt, endSessionsBy, forgetContactWays } from '../store/portal-ways.ts'

/**
 * After a phone or an address is a subscriber's no more: whoever came in by it comes in anew, and a password, a passkey or a Google
 * account of it opens nothing for the next one to whom it belongs.
 */
export async function closeWaysIn(
  tx: Tx,
  given: { subscriberId: string; valueBlinds: readonly string[] },
): Promise<void> {
  if (given.valueBlinds.length === 0) return
  await endSessionsBy(tx, given)
  await deletePasskeysAt(tx, given)
  const unreached: string[] = []
  for (const valueBlind of given.valueBlinds)
    if ((await reachedBy(tx, valueBlind)).length === 0) unreached.push(valueBlind)
  if (unreached.length > 0) await forgetContactWays(tx, unreached)
}
