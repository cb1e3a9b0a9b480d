import { callingSubscriber } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import { theirService } from '../queries/portal.ts'
import { setHold } from './set-hold.ts'

/** A pause of their own. The time is charged all the same: what a pause saves is for the ISP to grant. */
export async function pauseMyService(tx: Tx, serviceId: string): Promise<void> {
  await theirService(tx, { serviceId, subscriberId: callingSubscriber(tx) })
  await setHold(tx, { serviceId, reason: 'voluntary', bills: true })
}
