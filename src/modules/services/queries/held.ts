import { sql } from 'kysely'
import { z } from 'zod'
import { anyOf } from '#platform/sql-array.ts'
import type { Read } from '#platform/tx.ts'
import type { Pay, ServiceStatus } from '../contract/serving.ts'
import { chosenOptions, pay, serviceStatus } from '../contract/shapes.ts'

/** What whoever charges must know of a service. */
export type HeldService = {
  readonly serviceId: string
  readonly number: string
  readonly subscriberId: string
  readonly planVersionId: string
  readonly siteId: string | null
  readonly contractId: string | null
  readonly label: string | null
  readonly pay: Pay
  readonly status: ServiceStatus
  /** What a pending service waits for. */
  readonly waitsFor: 'payment' | 'installation' | null
  readonly paidUntil: Temporal.Instant | null
  readonly grace_s: number
  readonly autoRenew: boolean
  readonly renewPriority: number
  readonly activatedAt: Temporal.Instant | null
  readonly endedAt: Temporal.Instant | null
  /** Optional prices of the plan by their key: how many. */
  readonly chosen: Readonly<Record<string, number>>
}

const waitsFor = z.enum(['payment', 'installation'])

const COLUMNS = [
  'id',
  'number',
  'subscriber_id',
  'plan_version_id',
  'site_id',
  'contract_id',
  'label',
  'pay',
  'status',
  'waits_for',
  'paid_until',
  'grace_s',
  'auto_renew',
  'renew_priority',
  'activated_at',
  'ended_at',
  'chosen',
] as const

/** These services, or all of these subscribers or contracts, in the order in which they are renewed. */
export async function servicesHeld(
  read: Read,
  whose:
    | { readonly serviceIds: readonly string[] }
    | { readonly subscriberIds: readonly string[] }
    | { readonly contractIds: readonly string[] },
): Promise<HeldService[]> {
  const [column, ids] =
    'serviceIds' in whose
      ? (['id', whose.serviceIds] as const)
      : 'contractIds' in whose
        ? (['contract_id', whose.contractIds] as const)
        : (['subscriber_id', whose.subscriberIds] as const)
  const rows = await read.sql
    .selectFrom('services.service')
    .select(COLUMNS)
    .modifyFront(sql`/* often */`)
    .where(column, '=', anyOf(ids))
    .orderBy('subscriber_id')
    .orderBy('renew_priority')
    .orderBy('paid_until')
    .orderBy('id')
    .execute()
  return rows.map(heldFrom)
}

/**
 * Active prepaid services whose paid time ends before a moment, soonest first: what a scan for renewals asks. `share`: of several who scan
 * side by side, what this one looks at; always the same services, by the last byte of their ids.
 */
export async function servicesRunningOut(
  read: Read,
  input: {
    before: Temporal.Instant
    limit: number
    after?: { paidUntil: Temporal.Instant; serviceId: string }
    share?: { of: number; place: number }
  },
): Promise<HeldService[]> {
  const { after, share } = input
  const rows = await read.sql
    .selectFrom('services.service')
    .select(COLUMNS)
    .where('status', '=', 'active')
    .where('pay', '=', 'prepaid')
    .where('paid_until', '<', input.before)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(paid_until, id) > (${after?.paidUntil ?? null}::timestamptz, ${after?.serviceId ?? null}::uuid)`,
      ),
    )
    .$if(share !== undefined, (query) =>
      query.where(
        sql<boolean>`get_byte(uuid_send(id), 15) % ${share?.of ?? 1}::integer = ${share?.place ?? 0}`,
      ),
    )
    .orderBy('paid_until')
    .orderBy('id')
    .limit(input.limit)
    .execute()
  return rows.map(heldFrom)
}

export type HeldPeriod = {
  readonly periodId: string
  readonly serviceId: string
  readonly kind: string
  readonly addonId: string
  readonly from: Temporal.Instant
  readonly to: Temporal.Instant
  readonly paid: boolean
  readonly planVersionId: string
  readonly price: unknown
  readonly invoiceId: string | null
}

/** Periods of these services that touch a stretch of time. */
export async function periodsDuring(
  read: Read,
  input: { serviceIds: readonly string[]; from: Temporal.Instant; to: Temporal.Instant },
): Promise<HeldPeriod[]> {
  const rows = await read.sql
    .selectFrom('services.period')
    .selectAll()
    .where('service_id', '=', anyOf(input.serviceIds))
    .where('from_at', '<', input.to)
    .where('to_at', '>', input.from)
    .orderBy('service_id')
    .orderBy('from_at')
    .execute()
  return rows.map((row) => ({
    periodId: row.id,
    serviceId: row.service_id,
    kind: row.kind,
    addonId: row.addon_id,
    from: row.from_at,
    to: row.to_at,
    paid: row.paid,
    planVersionId: row.plan_version_id,
    price: row.price,
    invoiceId: row.invoice_id,
  }))
}

export type HeldHold = {
  readonly holdId: string
  readonly serviceId: string
  readonly reason: string
  readonly from: Temporal.Instant
  /** When it ended or will end; null: it stands. */
  readonly to: Temporal.Instant | null
  readonly bills: boolean
}

/** Holds of these services that touched a stretch of time, lifted ones included: what is not charged follows from them. */
export async function holdsDuring(
  read: Read,
  input: { serviceIds: readonly string[]; from: Temporal.Instant; to: Temporal.Instant },
): Promise<HeldHold[]> {
  const { rows } = await sql<{
    id: string
    service_id: string
    reason: string
    from_at: Temporal.Instant
    ends_at: Temporal.Instant | null
    bills: boolean
  }>`
    /* often */ select id, service_id, reason, from_at, least(lifted_at, to_at) as ends_at, bills
    from services.hold
    where service_id = ${anyOf(input.serviceIds)} and from_at < ${input.to}
      and coalesce(least(lifted_at, to_at), 'infinity') > ${input.from}
      and coalesce(least(lifted_at, to_at), 'infinity') > from_at
    order by service_id, from_at`.execute(read.sql)
  return rows.map((row) => ({
    holdId: row.id,
    serviceId: row.service_id,
    reason: row.reason,
    from: row.from_at,
    to: row.ends_at,
    bills: row.bills,
  }))
}

export async function findPeriods(read: Read, ids: readonly string[]) {
  return read.sql
    .selectFrom('services.period')
    .select(['id', 'service_id', 'from_at', 'to_at'])
    .where('id', '=', anyOf(ids))
    .execute()
}

type Row = {
  id: string
  number: string
  subscriber_id: string
  plan_version_id: string
  site_id: string | null
  contract_id: string | null
  label: string | null
  pay: string
  status: string
  waits_for: string | null
  paid_until: Temporal.Instant | null
  grace_s: number
  auto_renew: boolean
  renew_priority: number
  activated_at: Temporal.Instant | null
  ended_at: Temporal.Instant | null
  chosen: unknown
}

function heldFrom(row: Row): HeldService {
  return {
    serviceId: row.id,
    number: row.number,
    subscriberId: row.subscriber_id,
    planVersionId: row.plan_version_id,
    siteId: row.site_id,
    contractId: row.contract_id,
    label: row.label,
    pay: pay.parse(row.pay),
    status: serviceStatus.parse(row.status),
    waitsFor: waitsFor.nullable().parse(row.waits_for),
    paidUntil: row.paid_until,
    grace_s: row.grace_s,
    autoRenew: row.auto_renew,
    renewPriority: row.renew_priority,
    activatedAt: row.activated_at,
    endedAt: row.ended_at,
    chosen: chosenOptions.parse(row.chosen),
  }
}
