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
  const uses = concluded.flatMap(({ sessionId, address, startedAt, endedAt }) => {
    const [startedAt_ms, endedAt_ms] = [startedAt.epochMilliseconds, endedAt.epochMilliseconds]
    return address === null ? [] : [{ sessionId, address, startedAt_ms, endedAt_ms }]
  })
  await recordAddressUses(tx, uses)
  tellSessions(
    tx,
    by,
    concluded.map(({ key }) => key),
  )
}
