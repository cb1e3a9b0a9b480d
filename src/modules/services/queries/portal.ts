import { sql } from 'kysely'
import { settingValue } from '#modules/organization/index.ts'
import { callingSubscriber } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import { myDevice, type MyDevice, type MyService } from '../contract/portal.ts'
import { mayBeServed } from '../contract/serving.ts'
import { serviceNotFound } from '../refusals.ts'
import { pausedDays } from '../rules/pausing.ts'
import { servicesHeld, type HeldHold, type HeldService } from './held.ts'
import { servingFactsOf } from './network.ts'
import { ownPauses } from './pauses.ts'
import { planNames } from './plans.ts'
import { pauseTerms } from './settings.ts'

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
  const pauses = await ownPauses(read, ids)
  const { freeDays, leastDays } = await settingValue(read, pauseTerms)
  return {
    services: held.map((service) => {
      const { serviceId, planVersionId } = service
      const known = facts.get(serviceId)
      const serving = known && mayBeServed(known, read.now.epochMilliseconds)
      const theirs = pauses.get(serviceId) ?? []
      const pause = theirs.find((hold) => isNow(hold, read.now))
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
        pause: pause
          ? {
              ...{ from: pause.from.toString(), to: pause.to?.toString() ?? null },
              isCharged: pause.bills,
            }
          : null,
        pausing: {
          ...{ leastDays, freeDays: Math.max(0, freeDays - pausedDays(theirs, read.now)) },
        },
      }
    }),
  }
}

function isNow(hold: HeldHold, now: Temporal.Instant): boolean {
  const { from, to } = hold
  const hasBegun = Temporal.Instant.compare(from, now) <= 0
  return hasBegun && (to === null || Temporal.Instant.compare(to, now) > 0)
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

/** The devices that a service of the one who asks knows, the latest first. */
export async function myDevicesNow(
  read: Read,
  serviceId: string,
): Promise<{ devices: MyDevice[] }> {
  await theirService(read, { serviceId, subscriberId: callingSubscriber(read) })
  const rows = await read.sql
    .selectFrom('services.device')
    .select(['id', 'name', 'role', 'added_at'])
    .select(sql<string>`mac::text`.as('mac'))
    .where('service_id', '=', serviceId)
    .orderBy('added_at', 'desc')
    .orderBy('id')
    .limit(100)
    .execute()
  return {
    devices: rows.map(({ id, name, mac, role, added_at: addedAt }) => ({
      ...{ id, name, mac, addedAt: addedAt.toString() },
      role: myDevice.shape.role.parse(role),
    })),
  }
}
