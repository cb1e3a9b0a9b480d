import type { Tx } from '#platform/tx.ts'
import { lockCounters } from '../store/counters.ts'
import { lockReservations, release } from '../store/reservations.ts'

/** Gives back what sessions were promised and have not used: those that ended, or whose promises expired. */
export async function settleReservations(
  tx: Tx,
  {
    serviceIds,
    which,
  }: { serviceIds: readonly string[]; which: { sessionIds: readonly string[] } | 'expired' },
): Promise<number> {
  await lockCounters(tx, serviceIds)
  const open = await lockReservations(tx, serviceIds)
  const sessions = which === 'expired' ? null : new Set(which.sessionIds)
  const over = open.filter(({ sessionId, expiresAt }) =>
    sessions ? sessions.has(sessionId) : Temporal.Instant.compare(expiresAt, tx.now) <= 0,
  )
  await release(tx, over)
  return over.length
}
