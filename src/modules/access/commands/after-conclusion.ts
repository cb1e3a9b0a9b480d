import { recordAddressUses } from '#modules/network/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { Concluded } from '../store.ts'
import { tellSessions } from './tell-sessions.ts'

/** Sessions that ended by our conclusion gave their addresses back then, and whoever keeps them in memory learns it. */
export async function afterConclusion(
  tx: Tx,
  by: string,
  concluded: readonly Concluded[],
): Promise<void> {
  const uses = concluded.flatMap(({ sessionId, address, startedAt, endedAt }) =>
    address === null ? [] : [{ sessionId, address, startedAt, endedAt }],
  )
  await recordAddressUses(tx, uses)
  tellSessions(
    tx,
    by,
    concluded.map(({ key }) => key),
  )
}
