import { planVersionsNow } from '#modules/catalog/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import { mayBeServed } from '#modules/services/contract.ts'
import { servicesHeld, servingFactsOf } from '#modules/services/index.ts'
import { usageNow } from '#modules/usage/index.ts'
import type { Read } from '#platform/tx.ts'
import { speedNow, wholeFacts, type SpeedShown } from '../contract.ts'
import { serviceNotFound } from '../refusals.ts'
import { slowRates } from './slow-rates.ts'

/** The speed that a service deserves now, by the same rule as the network's, with the reasons in their order. */
export async function speedOf(read: Read, serviceId: string): Promise<SpeedShown> {
  const [held] = await servicesHeld(read, { serviceIds: [serviceId] })
  const facts = (await servingFactsOf(read, [serviceId])).get(serviceId)
  if (!held || !facts) throw serviceNotFound()
  const plan = (await planVersionsNow(read, [held.planVersionId])).get(held.planVersionId)
  const [used] = await usageNow(read, { ids: [serviceId] })
  if (!used) throw serviceNotFound()
  const { timeZone } = await regionNow(read)
  const at = read.now.toZonedDateTimeISO(timeZone)
  const { quota = null, accessHours: hours = null } = plan?.profiles ?? {}
  const whole = wholeFacts(facts, { quota, hours }, used.usage, at)
  const serving = mayBeServed(whole, read.now.epochMilliseconds)
  const speed = speedNow(
    {
      speed: plan?.profiles.speed ?? null,
      fairUse: plan?.profiles.fairUse ?? null,
      ...{ quota, hours, serving: serving.kind, usage: used.usage, slow: await slowRates(read) },
    },
    at,
  )
  return {
    serving: serving.kind,
    ...{ rate: speed.rate, guaranteed: speed.guaranteed, steps: [...speed.steps] },
    until:
      speed.until_ms === null
        ? null
        : Temporal.Instant.fromEpochMilliseconds(speed.until_ms).toString(),
  }
}
