import { sql } from 'kysely'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { addressOf, subscriberNames, foundSubscribers } from '#modules/subscribers/index.ts'
import { among, listRows } from '#platform/list.ts'
import { atSites } from '#platform/reach.ts'
import { anyOf } from '#platform/sql-array.ts'
import type { Read } from '#platform/tx.ts'
import { service, type listServices, type Service, type ServiceRow } from '../contract/services.ts'
import { mayBeServed, type Serving } from '../contract/serving.ts'
import { serviceNotFound } from '../refusals.ts'
import { servingFactsOf } from './network.ts'
import { planNames } from './plans.ts'
import { routersNamed } from './routers.ts'
import { holdNote } from './sealed.ts'

const author = service.shape.changedBy

/** For the edge: where somebody must work to reach this service; undefined when there is none. */
export async function siteOfService(
  read: Read,
  serviceId: string,
): Promise<string | null | undefined> {
  const row = await read.sql
    .selectFrom('services.service')
    .select('site_id')
    .where('id', '=', serviceId)
    .executeTakeFirst()
  return row?.site_id
}

function servingShown(serving: Serving | undefined): ServiceRow['serving'] {
  return {
    kind: serving?.kind ?? 'denied',
    because: serving?.because ?? 'ended',
    until:
      serving?.until_ms === null || serving === undefined
        ? null
        : Temporal.Instant.fromEpochMilliseconds(serving.until_ms).toString(),
  }
}

export async function servicesPage(read: Read, input: ParsedInputOf<typeof listServices>) {
  const page = await listRows(read, input, {
    name: 'services.list-services',
    query: read.sql
      .selectFrom('services.service')
      .select(['id', 'number', 'status', 'access', 'pay', 'plan_version_id', 'label'])
      .select(['subscriber_id', 'site_id', 'paid_until', 'requested_at']),
    id: sql.ref('id'),
    sorts: {
      requestedAt: { by: sql.ref('requested_at'), type: 'timestamptz' },
      number: { by: sql.ref('number'), type: 'text' },
      paidUntil: { by: sql.ref('paid_until'), type: 'timestamptz', nullable: true },
    },
    filters: [
      atSites(read, sql.ref('site_id')),
      among(sql.ref('status'), input.status),
      among(sql.ref('access'), input.access),
      among(sql.ref('pay'), input.pay),
      among(sql.ref('site_id'), input.siteId),
      among(sql.ref('subscriber_id'), input.subscriberId),
      among(sql.ref('plan_version_id'), input.planVersionId),
      input.held &&
        sql`${input.held === 'no' ? sql`not` : sql``} exists (
          select from services.hold h where h.service_id = services.service.id and h.lifted_at is null
            and h.from_at <= ${read.now} and (h.to_at is null or h.to_at > ${read.now}))`,
    ],
    search: (q) => searchCondition(read, q),
    item: (row) => row,
  })
  const ids = page.items.map((row) => row.id)
  const names = await subscriberNames(
    read,
    page.items.map((row) => row.subscriber_id),
  )
  const plans = await planNames(
    read,
    page.items.map((row) => row.plan_version_id),
  )
  const facts = await servingFactsOf(read, ids)
  const dialled = await firstUsernames(read, ids)
  const shape = service.shape
  return {
    ...page,
    items: page.items.map((row): ServiceRow => {
      const known = facts.get(row.id)
      return {
        id: row.id,
        number: row.number,
        status: shape.status.parse(row.status),
        serving: servingShown(known && mayBeServed(known, read.now.epochMilliseconds)),
        access: shape.access.parse(row.access),
        pay: shape.pay.parse(row.pay),
        plan: plans(row.plan_version_id),
        label: row.label,
        subscriber: {
          id: row.subscriber_id,
          number: names.get(row.subscriber_id)?.number ?? '',
          name: names.get(row.subscriber_id)?.name ?? '',
        },
        siteId: row.site_id,
        username: dialled.get(row.id) ?? null,
        paidUntil: row.paid_until?.toString() ?? null,
        requestedAt: row.requested_at.toString(),
      }
    }),
  }
}

/** More than anybody reads; see `foundSubscribers`. */
const FOUND_MAX = 2000

/** Each way of finding is one index scan with a bound; the page is made of what they found. */
function searchCondition(read: Read, q: string) {
  const digits = q.replaceAll(/[\s.-]/g, '')
  const mac = q.toLowerCase().replaceAll(/[^0-9a-f]/g, '')
  const lower = q.trim().toLowerCase()
  const ways = [
    sql`select id from services.service where subscriber_id = any(${foundSubscribers(read, q)})`,
    // In the C collation a tilde follows everything that a name may hold.
    sql`select service_id from services.credential
        where lower(username) >= ${lower} and lower(username) < ${`${lower}~`}`,
    ...(/^[1-9]\d{1,11}$/.test(digits)
      ? [
          sql`select id from services.service where number >= ${digits} and number < ${`${digits}:`}`,
        ]
      : []),
    ...(mac.length === 12
      ? [sql`select service_id from services.device where mac = ${mac}::macaddr`]
      : []),
  ]
  const found = ways.map((way) => sql`(${way} limit ${FOUND_MAX})`)
  return sql`id = any(array(${sql.join(found, sql` union all `)}))`
}

async function firstUsernames(read: Read, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await read.sql
    .selectFrom('services.credential')
    .select(['service_id', 'username'])
    .where('service_id', '=', anyOf(ids))
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.service_id, row.username]))
}

/** One service with all that belongs to it, without passwords. Who may reach it, the edge has asked. */
export async function serviceNow(read: Read, serviceId: string): Promise<Service> {
  const row = await read.sql
    .selectFrom('services.service')
    .selectAll()
    .where('id', '=', serviceId)
    .executeTakeFirst()
  if (!row) throw serviceNotFound()
  const facts = (await servingFactsOf(read, [serviceId])).get(serviceId)
  const names = await subscriberNames(read, [row.subscriber_id])
  const plans = await planNames(read, [row.plan_version_id])
  const shape = service.shape
  return {
    id: row.id,
    number: row.number,
    status: shape.status.parse(row.status),
    serving: servingShown(facts && mayBeServed(facts, read.now.epochMilliseconds)),
    access: shape.access.parse(row.access),
    pay: shape.pay.parse(row.pay),
    plan: plans(row.plan_version_id),
    label: row.label,
    subscriber: {
      id: row.subscriber_id,
      number: names.get(row.subscriber_id)?.number ?? '',
      name: names.get(row.subscriber_id)?.name ?? '',
    },
    siteId: row.site_id,
    paidUntil: row.paid_until?.toString() ?? null,
    requestedAt: row.requested_at.toString(),
    waitsFor: shape.waitsFor.parse(row.waits_for),
    activatedAt: row.activated_at?.toString() ?? null,
    endedAt: row.ended_at?.toString() ?? null,
    endedBecause: shape.endedBecause.parse(row.ended_because),
    dunning: shape.dunning.parse(row.dunning),
    grace_s: row.grace_s,
    autoRenew: row.auto_renew,
    renewPriority: row.renew_priority,
    sessionsMax: row.sessions_max,
    isBound: row.is_bound,
    routers: await routersNamed(read, row.nas_ids, 'all'),
    address: row.address_id === null ? null : ((await addressOf(read, row.address_id)) ?? null),
    contractId: row.contract_id,
    ...(await belongings(read, serviceId)),
    version: row.version,
    changedAt: row.changed_at.toString(),
    changedBy: author.parse({ kind: row.by_kind, id: row.by_id }),
  }
}

const by = (row: { by_kind: string; by_id: string }) =>
  author.parse({ kind: row.by_kind, id: row.by_id })

async function belongings(read: Read, serviceId: string) {
  const shape = service.shape
  const periods = await read.sql
    .selectFrom('services.period')
    .select(['id', 'kind', 'from_at', 'to_at', 'paid'])
    .where('service_id', '=', serviceId)
    .orderBy('from_at', 'desc')
    .limit(100)
    .execute()
  const holds = await read.sql
    .selectFrom('services.hold')
    .selectAll()
    .where('service_id', '=', serviceId)
    .orderBy('from_at', 'desc')
    .limit(100)
    .execute()
  const credentials = await read.sql
    .selectFrom('services.credential')
    .select(['id', 'username', 'changed_at'])
    .where('service_id', '=', serviceId)
    .orderBy('id')
    .execute()
  const devices = await read.sql
    .selectFrom('services.device')
    .select(['id', 'mac', 'name', 'role'])
    .where('service_id', '=', serviceId)
    .orderBy('id')
    .execute()
  const addresses = await read.sql
    .selectFrom('services.fixed_address')
    .select(['id', 'kind', sql<string>`net::text`.as('net')])
    .where('service_id', '=', serviceId)
    .orderBy('net')
    .execute()
  return {
    periods: periods.map((row) => ({
      id: row.id,
      kind: shape.periods.element.shape.kind.parse(row.kind),
      from: row.from_at.toString(),
      to: row.to_at.toString(),
      paid: row.paid,
    })),
    holds: holds.map((row) => ({
      id: row.id,
      reason: shape.holds.element.shape.reason.parse(row.reason),
      from: row.from_at.toString(),
      to: row.to_at?.toString() ?? null,
      bills: row.bills,
      note: row.note_sealed === null ? null : read.vault.open(holdNote(row.id), row.note_sealed),
      by: by(row),
      liftedAt: row.lifted_at?.toString() ?? null,
    })),
    credentials: credentials.map((row) => ({
      id: row.id,
      username: row.username,
      changedAt: row.changed_at.toString(),
    })),
    devices: devices.map((row) => ({
      ...row,
      role: shape.devices.element.shape.role.parse(row.role),
    })),
    fixedAddresses: addresses.map((row) => ({
      ...row,
      kind: shape.fixedAddresses.element.shape.kind.parse(row.kind),
    })),
    ...(await agreements(read, serviceId)),
  }
}

async function agreements(read: Read, serviceId: string) {
  const addons = await read.sql
    .selectFrom('services.addon')
    .select(['id', 'product_id', 'name', 'quantity', 'from_at', 'to_at'])
    .where('service_id', '=', serviceId)
    .orderBy('from_at', 'desc')
    .execute()
  const pending = await read.sql
    .selectFrom('services.pending_change')
    .selectAll()
    .where('service_id', '=', serviceId)
    .where('done_at', 'is', null)
    .where('dropped_at', 'is', null)
    .orderBy('id')
    .execute()
  const transitions = await read.sql
    .selectFrom('services.transition')
    .selectAll()
    .where('service_id', '=', serviceId)
    .orderBy('seq')
    .execute()
  const automatic = await read.sql
    .selectFrom('services.auto_change')
    .selectAll()
    .where('id', '=', serviceId)
    .executeTakeFirst()
  return {
    addons: addons.map((row) => ({
      id: row.id,
      productId: row.product_id,
      name: row.name,
      quantity: row.quantity,
      from: row.from_at.toString(),
      to: row.to_at?.toString() ?? null,
    })),
    pending: pending.map((row) => ({
      id: row.id,
      at: row.at?.toString() ?? null,
      details: service.shape.pending.element.shape.details.parse(row.details),
      askedAt: row.asked_at.toString(),
      by: by(row),
    })),
    transitions: transitions.map((row) => ({
      at: row.at.toString(),
      event: row.event,
      to: service.shape.status.parse(row.to_status),
      because: row.because,
      by: by(row),
    })),
    automatic: automatic
      ? {
          mayUpgrade: automatic.may_upgrade,
          mayDowngrade: automatic.may_downgrade,
          ceilingCents: String(automatic.ceiling_cents),
          cooldownPeriods: automatic.cooldown_periods,
          consentedAt: automatic.consented_at.toString(),
          lastChangeAt: automatic.last_change_at?.toString() ?? null,
        }
      : null,
  }
}

/** The name and the sealed password of one credential of this service. */
export async function findCredential(
  read: Read,
  input: { serviceId: string; credentialId: string },
) {
  return read.sql
    .selectFrom('services.credential')
    .select(['id', 'service_id', 'username', 'password_sealed'])
    .where('id', '=', input.credentialId)
    .where('service_id', '=', input.serviceId)
    .executeTakeFirst()
}

export async function findDevice(read: Read, input: { serviceId: string; deviceId: string }) {
  return read.sql
    .selectFrom('services.device')
    .select('id')
    .where('id', '=', input.deviceId)
    .where('service_id', '=', input.serviceId)
    .executeTakeFirst()
}

export async function findFixedAddress(
  read: Read,
  input: { serviceId: string; fixedAddressId: string },
) {
  return read.sql
    .selectFrom('services.fixed_address')
    .select('id')
    .where('id', '=', input.fixedAddressId)
    .where('service_id', '=', input.serviceId)
    .executeTakeFirst()
}
