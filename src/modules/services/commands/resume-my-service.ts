import { callingSubscriber } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import { holdsDuring } from '../queries/held.ts'
import { theirService } from '../queries/portal.ts'
import { liftHold } from './lift-hold.ts'

/** Ends the pauses that run. Holds for other reasons stay. */
export async function resumeMyService(tx: Tx, serviceId: string): Promise<void> {
  await theirService(tx, { serviceId, subscriberId: callingSubscriber(tx) })
  const to = tx.now.add({ milliseconds: 1 })
  const holds = await holdsDuring(tx, { serviceIds: [serviceId], from: tx.now, to })
  for (const { holdId, reason } of holds)
    if (reason === 'voluntary') await liftHold(tx, { holdId, serviceId })
}
