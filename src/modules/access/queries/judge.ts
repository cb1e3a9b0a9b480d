import { planVersionsNow } from '#modules/catalog/index.ts'
import { servicesForNetwork } from '#modules/services/index.ts'
import { usageNow } from '#modules/usage/index.ts'
import type { Read } from '#platform/tx.ts'
import { Allowances } from '../server/allowances.ts'
import { type Meant, meantNow } from '../server/meant.ts'
import { Picture } from '../server/picture.ts'
import { sessionsOfServices } from './picture.ts'
import { policyNow } from './policy.ts'

/**
 * A picture of some services only, judged by the very code that answers routers: what a screen says is what
 * happens at the door.
 */
export async function judgeFor(read: Read, serviceIds: readonly string[]) {
  const picture = new Picture(await policyNow(read))
  const services = await servicesForNetwork(read, { ids: [...new Set(serviceIds)] })
  const plans = await planVersionsNow(read, picture.missingPlans(services))
  for (const plan of plans.values()) picture.putPlan(plan)
  for (const service of services) picture.putService(service)
  for (const { serviceId, usage } of await usageNow(read, { ids: [...new Set(serviceIds)] }))
    picture.putUsage(serviceId, usage)
  const allowances = new Allowances(picture)
  const now_ms = read.now.epochMilliseconds
  return {
    picture,
    allowances,
    now_ms,
    /** What should become of a live session of this service now; nothing for one that has ended. */
    meant(serviceId: string): Meant | undefined {
      const service = picture.service(serviceId)
      return service && meantNow(service, { picture, allowances }, now_ms)
    },
    /** Sessions are read only where slots are counted. */
    async withSessions(): Promise<void> {
      for (const { serviceId, ...session } of await sessionsOfServices(read, serviceIds))
        picture.putSession(serviceId, session)
    },
  }
}
export type Judge = Awaited<ReturnType<typeof judgeFor>>
