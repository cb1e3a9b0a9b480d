import { settingValue } from '#modules/organization/index.ts'
import { lockSubscribers } from '#modules/subscribers/index.ts'
import { callingSubscriber } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import { holdsDuring } from '../queries/held.ts'
import { theirService } from '../queries/portal.ts'
import { pauseTerms } from '../queries/settings.ts'
import { isTooShort } from '../rules/pausing.ts'
import { chargeHold } from '../store.ts'
import { liftHold } from './lift-hold.ts'

/** Ends the pauses that run; one that was too short to be a pause is charged. Holds for other reasons stay. */
export async function resumeMyService(tx: Tx, serviceId: string): Promise<void> {
  const subscriberId = callingSubscriber(tx)
  await theirService(tx, { serviceId, subscriberId })
  await lockSubscribers(tx, [subscriberId])
  const terms = await settingValue(tx, pauseTerms)
  const to = tx.now.add({ milliseconds: 1 })
  const holds = await holdsDuring(tx, { serviceIds: [serviceId], from: tx.now, to })
  for (const hold of holds.filter(({ reason }) => reason === 'voluntary')) {
    if (!hold.bills && isTooShort(hold, tx.now, terms)) await chargeHold(tx, hold.holdId)
    await liftHold(tx, { holdId: hold.holdId, serviceId })
  }
}
