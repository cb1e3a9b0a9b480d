import { sql } from 'kysely'
import { must } from '#kernel/assert.ts'
import { mayBeServed } from '#modules/services/contract.ts'
import { planVersionNow } from '#modules/catalog/index.ts'
import type { PlanVersion } from '#modules/catalog/contract.ts'
import { openPassword, servicesForNetwork } from '#modules/services/index.ts'
import { usageNow } from '#modules/usage/index.ts'
import type { Read } from '#platform/tx.ts'
import { passNotFound } from '../refusals.ts'

/** What a router is told in the name of a pass. */
export type Credentials = { readonly username: string; readonly password: string }

export type Pass = {
  readonly serviceId: string
  readonly siteId: string
  readonly kind: string
  readonly subscriberId: string
  readonly version: PlanVersion
  /** Served now; until then. Null: it is over, or cannot be used now. */
  readonly until: Temporal.Instant | null
  /** When what was paid ends, or ended. */
  readonly paidUntil: Temporal.Instant | null
  readonly isUsedUp: boolean
  readonly slots: number
  readonly devices: readonly { readonly id: string; readonly mac: string; readonly name: string }[]
  readonly handedAt: Temporal.Instant | null
  /** The routers at which it may be used; none: all. */
  readonly nasIds: readonly string[]
}

/** Time that somebody got, as it stands now. */
export async function passNow(read: Read, serviceId: string): Promise<Pass> {
  const pass = await findPass(read, serviceId)
  if (!pass) throw passNotFound()
  return pass
}

/** As `passNow`, and nothing of one that ended. */
export async function findPass(read: Read, serviceId: string): Promise<Pass | undefined> {
  const row = await read.sql
    .selectFrom('hotspot.pass')
    .select(['site_id', 'kind', 'handed_at'])
    .where('id', '=', serviceId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  const [service] = await servicesForNetwork(read, { ids: [serviceId] })
  if (!row || !service || service.status === 'ended') return undefined
  const version = await planVersionNow(read, service.planVersionId)
  const [counted] = await usageNow(read, { ids: [serviceId] })
  const quota = counted?.usage.quota?.state
  const serving = mayBeServed(
    { ...service, ...(quota !== undefined && { quota }) },
    read.now.epochMilliseconds,
  )
  const ends = service.paid.map(({ to_ms }) => to_ms)
  const paidUntil =
    ends.length === 0 ? null : Temporal.Instant.fromEpochMilliseconds(Math.max(...ends))
  const isServed = serving.kind === 'full' || serving.kind === 'throttled'
  const devices = await read.sql
    .selectFrom('services.device')
    .select(['id', 'mac', 'name'])
    .where('service_id', '=', serviceId)
    .where('role', '=', 'login')
    .orderBy('added_at')
    .orderBy('id')
    .execute()
  return {
    ...{ serviceId, siteId: row.site_id, kind: row.kind, subscriberId: service.subscriberId },
    ...{ version, until: isServed ? paidUntil : null, paidUntil, devices },
    isUsedUp: serving.because === 'quota-used-up',
    slots: slotsOf(version, service.sessionsMax),
    ...{ handedAt: row.handed_at, nasIds: service.nasIds },
  }
}

/** As many devices as may be online at once, or as the plan lets be known. */
function slotsOf({ terms }: PlanVersion, sessionsMax: number | null): number {
  const most = sessionsMax ?? terms.devices.simultaneous
  return Math.max(1, terms.devices.registered ?? most, most)
}

/** What its router is told in the name of a pass. */
export async function credentialsOf(read: Read, serviceId: string): Promise<Credentials> {
  const [service] = await servicesForNetwork(read, { ids: [serviceId] })
  const credential = must(service?.credentials[0], 'a pass has a name and a password')
  return { username: credential.username, password: openPassword(read.vault, credential) }
}

/** The pass of whoever holds the device, at this door or another; the newest that is not over, if any. */
export async function passOfDevice(read: Read, mac: string): Promise<string | undefined> {
  const row = await read.sql
    .selectFrom('services.device as device')
    .innerJoin('hotspot.pass as pass', 'pass.id', 'device.service_id')
    .select('pass.id')
    .where('device.mac', '=', sql<string>`${mac}::macaddr`)
    .where('device.role', '=', 'login')
    .where('pass.ended_at', 'is', null)
    .executeTakeFirst()
  return row?.id
}

/** Whether a service is a pass that has not ended. */
export async function isPass(read: Read, serviceId: string): Promise<boolean> {
  const row = await read.sql
    .selectFrom('hotspot.pass')
    .select('id')
    .where('id', '=', serviceId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Passes of a phone whose time is not over, the one that ends last first. */
export async function passesOfPhone(read: Read, phoneBlind: string): Promise<string[]> {
  const rows = await read.sql
    .selectFrom('hotspot.pass as pass')
    .innerJoin('services.service as service', 'service.id', 'pass.id')
    .select('pass.id')
    .where('pass.phone_blind', '=', phoneBlind)
    .where('pass.ended_at', 'is', null)
    .where('service.paid_until', '>', read.now)
    .orderBy('service.paid_until', 'desc')
    .limit(10)
    .execute()
  return rows.map(({ id }) => id)
}

export async function credentialIdOf(read: Read, serviceId: string): Promise<string | undefined> {
  const [service] = await servicesForNetwork(read, { ids: [serviceId] })
  return service?.credentials[0]?.id
}

/** Passes whose time ended before a moment, and those whose service somebody ended. */
export async function longOver(read: Read, before: Temporal.Instant, limit: number) {
  const rows = await read.sql
    .selectFrom('hotspot.pass as pass')
    .innerJoin('services.service as service', 'service.id', 'pass.id')
    .select(['pass.id', 'service.status'])
    .where('pass.ended_at', 'is', null)
    .where((where) =>
      where.or([where('service.paid_until', '<', before), where('service.status', '=', 'ended')]),
    )
    .orderBy('pass.id')
    .limit(limit)
    .execute()
  return rows.map(({ id, status }) => ({ id, isEnded: status === 'ended' }))
}
