import type { Tx } from '#platform/tx.ts'
import { postpone } from '../store/reservations.ts'

/** Sessions that go on keep what they were promised, until this moment at least. */
export async function extendReservations(
  tx: Tx,
  of: {
    serviceIds: readonly string[]
    sessionIds: readonly string[]
    expires: Temporal.Instant
  },
): Promise<void> {
  const { serviceIds, sessionIds, expires } = of
  if (sessionIds.length > 0) await postpone(tx, serviceIds, sessionIds, expires)
}
