import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import type { Period } from '#kernel/period.ts'
import { anyOf, uuidArray } from '#platform/sql-array.ts'
import type { Read, Tx } from '#platform/tx.ts'
import type { CycleKind, PayersCycle } from '../rules/cycle-facts.ts'

export type CycleRow = {
  payer_id: string
  kind: string
  unit: string
  count: number
  anchor_day: number | null
  anchor_at: Temporal.Instant
  k: number
  from_at: Temporal.Instant
  to_at: Temporal.Instant
}
const kind = z.enum(['postpaid', 'payg'])
const unit = z.enum(['day', 'week', 'month', 'quarter', 'year'])

export function cycleFrom(row: CycleRow): PayersCycle {
  return {
    ...{ payerId: row.payer_id, kind: kind.parse(row.kind), unit: unit.parse(row.unit) },
    ...{ count: row.count, anchorDay: row.anchor_day, anchorAt: row.anchor_at, k: row.k },
    ...{ from: row.from_at, to: row.to_at },
  }
}

/** Where a payer stands, for each way in which they pay afterwards. */
export async function cyclesOf(read: Pick<Read, 'sql'>, payerId: string): Promise<PayersCycle[]> {
  const { rows } = await sql<CycleRow>`
    select * from billing.cycle where payer_id = ${payerId} order by kind`.execute(read.sql)
  return rows.map(cycleFrom)
}

/** The next cycles of a run that are over, held until the unit ends; others may hold others. Parked ones are left out. */
export async function takeDueCycles(
  tx: Tx,
  asked: { runId: string; cutoff: Temporal.Instant; limit: number },
): Promise<PayersCycle[]> {
  const { rows } = await sql<CycleRow>`
    select * from billing.cycle
    where to_at <= ${asked.cutoff} and not exists (
      select from billing.parked
      where run_id = ${asked.runId} and parked.payer_id = cycle.payer_id and parked.kind = cycle.kind)
    order by to_at, payer_id
    limit ${asked.limit}
    for update of cycle skip locked`.execute(tx.sql)
  return rows.map(cycleFrom)
}

/**
 * Up to when a line charges its service. What was paid before counts as far as its time goes now: another plan or a payment that was taken back
 * cut it short, and gave back the rest.
 */
const CHARGED_TO = sql`case when not line.is_deferred then line.to_at when period.id is not null then least(line.to_at, period.to_at) end`
const PAID_TIME = sql`left join services.period on line.is_deferred and period.service_id = line.service_id
  and period.kind in ('base', 'trial') and period.from_at = line.from_at`

/** Whether a cycle is over that a run has neither invoiced nor parked. */
export async function isAnybodyDue(
  read: Pick<Read, 'sql'>,
  asked: { runId: string; cutoff: Temporal.Instant },
): Promise<boolean> {
  const { rows } = await sql<{ due: boolean }>`
    select exists (
      select from billing.cycle where to_at <= ${asked.cutoff} and not exists (
        select from billing.parked
        where run_id = ${asked.runId} and parked.payer_id = cycle.payer_id and parked.kind = cycle.kind)) as due`.execute(
    read.sql,
  )
  return rows[0]?.due ?? false
}

/** The same for a dry run, after those that it has seen, and held by nobody. */
export async function dueCyclesAfter(
  read: Pick<Read, 'sql'>,
  asked: {
    cutoff: Temporal.Instant
    limit: number
    after: { at: Temporal.Instant; payerId: string } | undefined
  },
): Promise<PayersCycle[]> {
  const { cutoff, limit, after } = asked
  const { rows } = await sql<CycleRow>`
    select * from billing.cycle
    where to_at <= ${cutoff}
      and (${after === undefined}::boolean or (to_at, payer_id) > (${after?.at ?? null}::timestamptz, ${after?.payerId ?? null}::uuid))
    order by to_at, payer_id
    limit ${limit}`.execute(read.sql)
  return rows.map(cycleFrom)
}

export async function countDue(read: Pick<Read, 'sql'>, cutoff: Temporal.Instant): Promise<number> {
  const { rows } = await sql<{ many: number }>`
    select count(*)::int as many from billing.cycle where to_at <= ${cutoff}`.execute(read.sql)
  return rows[0]?.many ?? 0
}

/** Who stands on the invoice of each payer: themselves, and whoever is billed to them, however deep. */
export async function groupsOf(
  read: Pick<Read, 'sql'>,
  payerIds: readonly string[],
): Promise<{ payerId: string; subscriberId: string }[]> {
  const { rows } = await sql<{ payer: string; id: string }>`
    with recursive billed as (
      select id as payer, id from unnest(${uuidArray(payerIds)}::uuid[]) as given (id)
      union all
      select billed.payer, child.id from billed
      join subscribers.subscriber as child on child.parent_id = billed.id and child.billed_to = 'parent'
    )
    select payer, id from billed order by payer, id`.execute(read.sql)
  return rows.map((row) => ({ payerId: row.payer, subscriberId: row.id }))
}

/** Up to when each of these is invoiced themselves, by subscriber and kind. */
export async function ownCycles(
  read: Pick<Read, 'sql'>,
  subscriberIds: readonly string[],
): Promise<Map<string, Temporal.Instant>> {
  if (subscriberIds.length === 0) return new Map()
  const rows = await read.sql
    .selectFrom('billing.cycle')
    .select(['payer_id', 'kind', 'to_at'])
    .where('payer_id', '=', anyOf(subscriberIds))
    .execute()
  return new Map(rows.map((row) => [`${row.payer_id} ${row.kind}`, row.to_at]))
}

/**
 * Payers of services that are paid afterwards or as they are used, who have no cycle yet, with when the first of them began. Who begins with
 * a million gets them in parts, of one look at all services: read to the end, where the cursor is closed.
 */
export async function* payersWithoutCycle(
  tx: Tx,
  { atOnce }: { atOnce: number },
): AsyncGenerator<{ payerId: string; kind: CycleKind; began: Temporal.Instant }[]> {
  await sql`
    declare payers_without_cycle no scroll cursor for
    with recursive new as (
      select service.id, service.pay, service.activated_at, subscriber.id as payer, subscriber.billed_to, subscriber.parent_id
      from services.service join subscribers.subscriber on subscriber.id = service.subscriber_id
      where service.pay in ('postpaid', 'payg') and service.status = 'active'
      union all
      select new.id, new.pay, new.activated_at, above.id, above.billed_to, above.parent_id
      from new join subscribers.subscriber as above on above.id = new.parent_id
      where new.billed_to = 'parent'
    )
    select payer, pay as kind, min(greatest(activated_at, charged.to_at, ${otherwiseUntil(sql`new.id`, sql`new.pay`)})) as began
    from new
    left join lateral (
      select max(${CHARGED_TO}) as to_at from billing.line ${PAID_TIME} where line.service_id = new.id
    ) as charged on true
    where billed_to = 'self' and not exists (
      select from billing.cycle where cycle.payer_id = new.payer and cycle.kind = new.pay)
    group by payer, pay`.execute(tx.sql)
  for (;;) {
    const { rows } = await sql<{ payer: string; kind: string; began: Temporal.Instant }>`
      fetch ${sql.lit(atOnce)} from payers_without_cycle`.execute(tx.sql)
    if (rows.length === 0) break
    yield rows.map((row) => ({ payerId: row.payer, kind: kind.parse(row.kind), began: row.began }))
  }
  await sql`close payers_without_cycle`.execute(tx.sql)
}

/** What services were before they changed, for changes after a moment; by service. */
export async function stretchesOf(
  read: Pick<Read, 'sql'>,
  asked: {
    serviceIds: readonly string[]
    subscriberIds: readonly string[]
    after: Temporal.Instant
  },
) {
  const { rows } = await sql<{
    service_id: string
    to_at: Temporal.Instant
    subscriber_id: string
    plan_version_id: string
  }>`
    select distinct on (id) service_id, to_at, subscriber_id, plan_version_id from billing.stretch
    where (service_id = ${anyOf(asked.serviceIds)} or subscriber_id = ${anyOf(asked.subscriberIds)})
      and to_at > ${asked.after}`.execute(read.sql)
  return rows.map((row) => ({
    ...{ serviceId: row.service_id, to: row.to_at },
    ...{ subscriberId: row.subscriber_id, planVersionId: row.plan_version_id },
  }))
}

/** Until when a service was paid in another way than this; as a scalar. */
const otherwiseUntil = (serviceId: RawBuilder<unknown>, pay: RawBuilder<unknown>) => sql`(
  select max(stretch.to_at) from billing.stretch
  join catalog.plan_version on plan_version.id = stretch.plan_version_id
  where stretch.service_id = ${serviceId} and plan_version.terms ->> 'payment' <> ${pay})`

/** The same for one; nothing where it never was. */
export async function paidOtherwiseUntil(
  read: Pick<Read, 'sql'>,
  { serviceId, kind: pay }: { serviceId: string; kind: CycleKind },
): Promise<Temporal.Instant | undefined> {
  const { rows } = await sql<{ at: Temporal.Instant | null }>`
    select ${otherwiseUntil(sql`${serviceId}::uuid`, sql`${pay}::text`)} as at`.execute(read.sql)
  return rows[0]?.at ?? undefined
}

/** What of the time of services is charged already. */
export type Charged = {
  /** Up to when it was invoiced afterwards. */
  readonly until: ReadonlyMap<string, Temporal.Instant>
  /** What was paid before, of each service. */
  readonly paid: ReadonlyMap<string, readonly Period[]>
}

/** What of these services is charged already beyond a moment: afterwards up to when, and before in which stretches. */
export async function chargedTime(
  read: Pick<Read, 'sql'>,
  asked: { serviceIds: readonly string[]; after: Temporal.Instant },
): Promise<Charged> {
  const { rows } = await sql<{
    service_id: string
    is_deferred: boolean
    from_at: Temporal.Instant
    to_at: Temporal.Instant
  }>`
    select line.service_id, line.is_deferred, min(line.from_at) as from_at, max(${CHARGED_TO}) as to_at
    from billing.line ${PAID_TIME}
    where line.service_id = ${anyOf(asked.serviceIds)} and line.to_at > ${asked.after} and credited_net_cents < net_cents
    group by line.service_id, line.is_deferred, case when line.is_deferred then line.from_at end
    having max(${CHARGED_TO}) is not null`.execute(read.sql)
  const [before, later] = [true, false].map((of) => rows.filter((row) => row.is_deferred === of))
  return {
    until: new Map((later ?? []).map((row) => [row.service_id, row.to_at])),
    paid: Map.groupBy(
      (before ?? []).map((row) => ({ of: row.service_id, from: row.from_at, to: row.to_at })),
      ({ of }) => of,
    ),
  }
}
