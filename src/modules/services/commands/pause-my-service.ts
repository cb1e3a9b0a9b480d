import { settingValue } from '#modules/organization/index.ts'
import { lockSubscribers } from '#modules/subscribers/index.ts'
import { callingSubscriber } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import { ownPauses } from '../queries/pauses.ts'
import { theirService } from '../queries/portal.ts'
import { pauseTerms } from '../queries/settings.ts'
import { isPaused } from '../refusals.ts'
import { pauseFrom } from '../rules/pausing.ts'
import { setHold } from './set-hold.ts'

/**
 * A pause of their own: off from now on. As many days of a year as the ISP grants are not charged, and come back into the wallet when it ends, by
 * itself at the latest when they are used up; beyond that a pause is charged and ends when they end it.
 */
export async function pauseMyService(tx: Tx, serviceId: string): Promise<void> {
  const subscriberId = callingSubscriber(tx)
  await theirService(tx, { serviceId, subscriberId })
  await lockSubscribers(tx, [subscriberId])
  const pauses = (await ownPauses(tx, [serviceId])).get(serviceId) ?? []
  if (pauses.some(({ to }) => to === null || Temporal.Instant.compare(to, tx.now) > 0))
    throw isPaused()
  const { bills, to } = pauseFrom(tx.now, pauses, await settingValue(tx, pauseTerms))
  await setHold(tx, { serviceId, reason: 'voluntary', bills, to })
}
