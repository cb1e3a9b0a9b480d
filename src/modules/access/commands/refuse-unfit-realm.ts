import type { ParsedInputOf } from '#kernel/endpoint.ts'
import type { Tx } from '#platform/tx.ts'
import type { addRealm } from '../contract/roaming.ts'
import { homeServerUnknown, twoSpeeds } from '../refusals.ts'
import { countHomeServers } from '../store/roaming.ts'

/** Refuses servers that are not there, and keeps those that are until the realm that names them is written. */
export async function refuseUnfitRealm(
  tx: Tx,
  { serverIds, passes, guestRate }: ParsedInputOf<typeof addRealm>,
): Promise<void> {
  if (passes === 'all' && guestRate !== null)
    throw twoSpeeds({}, [{ path: 'guestRate', message: 'Leave it to them, or set it here.' }])
  if ((await countHomeServers(tx, serverIds)) < serverIds.length)
    throw homeServerUnknown({}, [{ path: 'serverIds', message: 'Choose from the list again.' }])
}
