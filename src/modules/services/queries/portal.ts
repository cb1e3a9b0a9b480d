import type { Read } from '#platform/tx.ts'
import type { MyService } from '../contract/portal.ts'
import { mayBeServed } from '../contract/serving.ts'
import { serviceNotFound } from '../refusals.ts'
import { holdsDuring, servicesHeld, type HeldService } from './held.ts'
import { servingFactsOf } from './network.ts'
import { planNames } from './plans.ts'

/** The services that somebody holds and that are not over. */
export async function servicesOf(
  read: Read,
  subscriberId: string,
): Promise<{ services: MyService[] }> {
  const held = (await servicesHeld(read, { subscriberIds: [subscriberId] })).filter(
    ({ status }) => status !== 'ended' && status !== 'draft',
  )
  const ids = held.map(({ serviceId }) => serviceId)
  const facts = await servingFactsOf(read, ids)
  const nameOf = await planNames(
    read,
    held.map(({ planVersionId }) => planVersionId),
  )
  const soon = { from: read.now, to: read.now.add({ milliseconds: 1 }) }
  const pauses = (await holdsDuring(read, { serviceIds: ids, ...soon })).filter(
    ({ reason }) => reason === 'voluntary',
  )
  return {
    services: held.map((service) => {
      const { serviceId, planVersionId } = service
      const known = facts.get(serviceId)
      const serving = known && mayBeServed(known, read.now.epochMilliseconds)
      const pause = pauses.find((hold) => hold.serviceId === serviceId)
      const plan = nameOf(planVersionId).name
      return {
        ...{ id: serviceId, number: service.number, name: service.label ?? plan, plan },
        ...{ planVersionId, status: service.status, pay: service.pay },
        serving: {
          kind: serving?.kind ?? 'denied',
          because: serving?.because ?? 'ended',
          until: momentOrNull(serving?.until_ms ?? null),
        },
        paidUntil: service.paidUntil?.toString() ?? null,
        autoRenew: service.autoRenew,
        pause: pause ? { from: pause.from.toString(), to: pause.to?.toString() ?? null } : null,
      }
    }),
  }
}

function momentOrNull(at_ms: number | null): string | null {
  return at_ms === null ? null : Temporal.Instant.fromEpochMilliseconds(at_ms).toString()
}

/** One service, if it is theirs; else it is as if it were not there. */
export async function theirService(
  read: Read,
  { serviceId, subscriberId }: { serviceId: string; subscriberId: string },
): Promise<HeldService> {
  const [service] = await servicesHeld(read, { serviceIds: [serviceId] })
  if (!service || service.subscriberId !== subscriberId) throw serviceNotFound()
  return service
}
