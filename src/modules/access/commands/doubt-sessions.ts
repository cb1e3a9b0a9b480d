import type { Tx } from '#platform/tx.ts'
import { askOneRouter, DOUBTED_MAX } from '../jobs.ts'
import { sessionsToDoubt } from '../queries/looks.ts'

/**
 * Somebody was turned away because these services have as many sessions as they may: their routers are asked whether they have them all,
 * so that a ghost keeps nobody out for long. Routers that cannot be asked, and those that rest, are left alone.
 */
export async function doubtSessions(tx: Tx, serviceIds: readonly string[]): Promise<void> {
  const found = await sessionsToDoubt(tx, serviceIds)
  for (const [nasId, sessions] of Map.groupBy(found, (session) => session.nasId)) {
    const keys = sessions.slice(0, DOUBTED_MAX).map(({ key }) => key)
    tx.later(askOneRouter, { nasId, keys, by: 'door' }, { order: nasId })
  }
}
