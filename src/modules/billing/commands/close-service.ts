import { settingValue } from '#modules/organization/index.ts'
import { endPeriods, periodsDuring } from '#modules/services/index.ts'
import type { Tx } from '#platform/tx.ts'
import { creditOnEnd } from '../queries/settings.ts'
import { creditUnused } from './credit-unused.ts'

const FAR = { hours: 24 * 365 * 20 }

/**
 * A service has ended: its paid time ends with it, and what of it is not used comes back into the wallet, as the ISP has set.
 * Nothing comes back to whoever was barred for abuse.
 */
export async function closeService(
  tx: Tx,
  ended: { serviceId: string; because: string },
): Promise<string[]> {
  const { serviceId } = ended
  const rest = { from: tx.now, to: tx.now.add(FAR) }
  const isGivenBack = (await settingValue(tx, creditOnEnd)) && ended.because !== 'abuse'
  const credited = isGivenBack
    ? await creditUnused(tx, {
        ...{ serviceId, stretches: [rest], reason: 'Service ended' },
        key: `billing.end:${serviceId}`,
      })
    : []
  const periods = await periodsDuring(tx, { serviceIds: [serviceId], ...rest })
  if (periods.length > 0) {
    await endPeriods(tx, { periodIds: periods.map((one) => one.periodId), at: tx.now })
  }
  return credited
}
