import { settingValue } from '#modules/organization/index.ts'
import { endPeriods, holdsDuring, periodsDuring, servicesHeld } from '#modules/services/index.ts'
import type { Tx } from '#platform/tx.ts'
import { creditOnEnd } from '../queries/settings.ts'
import { creditHold } from './credit-hold.ts'
import { creditUnused } from './credit-unused.ts'
import { keepCycle } from './keep-cycle.ts'

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
  const [service] = await servicesHeld(tx, { serviceIds: [serviceId] })
  if (service) await keepCycle(tx, service)
  const paused = ended.because === 'abuse' ? [] : await creditPauses(tx, serviceId)
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
  return [...new Set([...paused, ...credited])]
}

/** Pauses that ended with the service: their days are not charged, as if they had been lifted. */
async function creditPauses(tx: Tx, serviceId: string): Promise<string[]> {
  const holds = await holdsDuring(tx, {
    ...{ serviceIds: [serviceId], from: tx.now.subtract({ milliseconds: 1 }), to: tx.now },
  })
  const credited: string[] = []
  for (const { holdId, bills, to } of holds)
    if (!bills && to !== null && Temporal.Instant.compare(to, tx.now) === 0)
      credited.push(...(await creditHold(tx, { serviceId, holdId })))
  return credited
}
