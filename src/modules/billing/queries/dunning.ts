import { sql } from 'kysely'
import { kes, moneyToWire } from '#kernel/money.ts'
import { regionNow } from '#modules/organization/index.ts'
import { anyOf } from '#platform/sql-array.ts'
import type { Read } from '#platform/tx.ts'
import {
  dunningPolicy,
  type DunningOf,
  type DunningPolicy,
  type DunningPreview,
} from '../contract.ts'
import { daysAfter, stepToday } from '../rules/dunning.ts'
import { ASKED } from './asked.ts'
import { disputesOf } from './disputes.ts'

const wire = (cents: bigint) => moneyToWire(kes(cents))

/** The policy that counts. */
export async function policyNow(read: Pick<Read, 'sql'>) {
  const row = await read.sql
    .selectFrom('billing.dunning_policy')
    .select(['version', 'content', 'made_at'])
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return { version: row.version, policy: dunningPolicy.parse(row.content), madeAt: row.made_at }
}

export async function todayNow(read: Read): Promise<Temporal.ZonedDateTime> {
  const { timeZone } = await regionNow(read)
  return read.now.toZonedDateTimeISO(timeZone)
}

/** What is open of each subscriber and not disputed, from its oldest due day; as a table expression `due`. */
function dueBy(today: Temporal.PlainDate, firstDay: number) {
  return sql`
    select subscriber_id, min(due_on) as due_on, sum(open)::bigint as open
    from (
      select subscriber_id, due_on, ${ASKED} as open
      from billing.invoice
      where settled_cents < gross_cents and due_on <= ${today.subtract({ days: firstDay })}
        and not exists (select from billing.dispute where dispute.invoice_id = invoice.id and dispute.ended_at is null)
    ) as asked where open > 0
    group by subscriber_id`
}

const PROMISED = (today: Temporal.PlainDate) => sql<boolean>`exists (
  select from billing.promise
  where promise.subscriber_id = due.subscriber_id and until_on >= ${today} and withdrawn_at is null)`

export type DueStep = {
  readonly subscriberId: string
  readonly dueOn: Temporal.PlainDate
  readonly open: bigint
  readonly step: number
}

/** Subscribers at a step that was not taken yet, the longest overdue first; of these only, where some are named. */
export async function stepsToTake(
  read: Read,
  asked: {
    version: number
    policy: DunningPolicy
    today: Temporal.PlainDate
    limit: number
    subscriberIds?: readonly string[]
  },
): Promise<DueStep[]> {
  const { version, policy, today, limit, subscriberIds } = asked
  const days = policy.steps.map(({ day }) => day)
  const actions = policy.steps.map(({ action }) => action)
  const { rows } = await sql<{
    subscriber_id: string
    due_on: Temporal.PlainDate
    open: bigint
    step: number
  }>`
    with due as (${dueBy(today, Math.min(...days))}), stands as (
      select due.*, step.n - 1 as step, step.day, step.action
      from due cross join lateral (
        select day, action, n::int from unnest(${days}::int[], ${actions}::text[]) with ordinality as s (day, action, n)
        where day <= ${today}::date - due.due_on order by day desc limit 1) as step
      where open >= ${policy.minimum.cents} and not ${PROMISED(today)}
        and (${subscriberIds === undefined}::boolean or subscriber_id = any(${[...(subscriberIds ?? [])]}::uuid[]))
    )
    select subscriber_id, due_on, open, step from stands
    where not exists (
      select from billing.dunning_step as taken
      where taken.subscriber_id = stands.subscriber_id and taken.due_on = stands.due_on
        and (taken.policy = ${version} and taken.step = stands.step
          -- Under another version of the policy the same was done already, since it was due.
          or taken.action = stands.action
            and taken.at >= (stands.due_on + stands.day)::timestamp at time zone (select time_zone from organization.isp)))
    order by due_on, subscriber_id
    limit ${limit}`.execute(read.sql)
  return rows.map((row) => ({
    ...{ subscriberId: row.subscriber_id, dueOn: row.due_on, open: row.open, step: row.step },
  }))
}

/** What was open of each when their last step was taken. */
export async function openAtLastStep(
  read: Pick<Read, 'sql'>,
  subscriberIds: readonly string[],
): Promise<Map<string, bigint>> {
  const rows = await read.sql
    .selectFrom('billing.dunning_step')
    .distinctOn('subscriber_id')
    .select(['subscriber_id', 'open_cents'])
    .where(sql<boolean>`subscriber_id = ${anyOf(subscriberIds)}`)
    .orderBy('subscriber_id')
    .orderBy('at', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.subscriber_id, row.open_cents]))
}

/** How many would stand at each step today. */
export async function previewNow(read: Read, policy: DunningPolicy): Promise<DunningPreview> {
  const today = (await todayNow(read)).toPlainDate()
  const days = policy.steps.map(({ day }) => day)
  const { rows } = await sql<{
    step: number | null
    promised: boolean
    many: number
    open: bigint
  }>`
    with due as (${dueBy(today, Math.min(...days))})
    select (select max(n)::int - 1 from unnest(${days}::int[]) with ordinality as s (day, n)
            where day <= ${today}::date - due_on and open >= ${policy.minimum.cents}) as step,
      ${PROMISED(today)} as promised, count(*)::int as many, sum(open)::bigint as open
    from due group by 1, 2`.execute(read.sql)
  const acted = rows.filter(({ promised }) => !promised)
  const at = (step: number | null) => acted.filter((row) => row.step === step)
  const count = (of: typeof rows) => of.reduce((sum, { many }) => sum + many, 0)
  const sum = (of: typeof rows) => of.reduce((total, { open }) => total + open, 0n)
  return {
    subscribers: count(rows),
    open: wire(sum(rows)),
    promised: count(rows.filter(({ promised }) => promised)),
    steps: [null, ...policy.steps.keys()].map((step) => ({
      ...{ step, subscribers: count(at(step)), open: wire(sum(at(step))) },
    })),
  }
}

/** Where one subscriber stands, worked out from what is open now. */
export async function dunningOfNow(read: Read, subscriberId: string): Promise<DunningOf> {
  const { policy } = await policyNow(read)
  const today = (await todayNow(read)).toPlainDate()
  const { rows } = await sql<{
    due_on: Temporal.PlainDate | null
    open: bigint
    disputed: boolean
  }>`
    select min(due_on) filter (where not disputed) as due_on,
      coalesce(sum(open) filter (where not disputed), 0)::bigint as open, coalesce(bool_or(disputed), false) as disputed
    from (
      select due_on, ${ASKED} as open,
        exists (select from billing.dispute where dispute.invoice_id = invoice.id and ended_at is null) as disputed
      from billing.invoice where subscriber_id = ${subscriberId} and settled_cents < gross_cents
    ) as invoices where open > 0`.execute(read.sql)
  const { due_on: dueOn = null, open = 0n, disputed = false } = rows[0] ?? {}
  const promise = await promiseOf(read, subscriberId, today)
  const place =
    dueOn === null
      ? undefined
      : stepToday(policy, { dueOn, open, promised: promise !== undefined }, today)
  const later = dueOn === null ? undefined : policy.steps[(place ?? -1) + 1]
  const isSmall = open > 0n && open < policy.minimum.cents
  const disputes = disputed ? await disputesOf(read, { subscriberId }) : []
  const taken = await read.sql
    .selectFrom('billing.dunning_step')
    .select(['action', 'at', 'due_on'])
    .where('subscriber_id', '=', subscriberId)
    .orderBy('at', 'desc')
    .limit(20)
    .execute()
  return {
    ...{ subscriberId, dueOn: dueOn?.toString() ?? null, open: wire(open) },
    daysAfter: dueOn === null ? null : daysAfter(dueOn, today),
    step: place === undefined ? null : (policy.steps[place] ?? null),
    next:
      later && dueOn && !promise && !isSmall
        ? { step: later, on: dueOn.add({ days: later.day }).toString() }
        : null,
    promise: promise ? { id: promise.id, untilOn: promise.until_on.toString() } : null,
    stopped: promise
      ? 'promise'
      : isSmall
        ? 'small'
        : dueOn === null && disputed
          ? 'dispute'
          : null,
    disputes: disputes.map(({ invoiceId, code, reason, openedAt }) => ({
      ...{ invoiceId, code, reason, openedAt },
    })),
    taken: taken.map((row) => ({
      ...{ action: row.action, at: row.at.toString(), dueOn: row.due_on.toString() },
    })),
  }
}

/** The promise that holds on a day. */
export async function promiseOf(
  read: Pick<Read, 'sql'>,
  subscriberId: string,
  today: Temporal.PlainDate,
) {
  return read.sql
    .selectFrom('billing.promise')
    .select(['id', 'until_on'])
    .where('subscriber_id', '=', subscriberId)
    .where('withdrawn_at', 'is', null)
    .where('until_on', '>=', today)
    .executeTakeFirst()
}

export async function ownerOfInvoice(read: Pick<Read, 'sql'>, invoiceId: string) {
  const row = await read.sql
    .selectFrom('billing.invoice')
    .select('subscriber_id')
    .where('id', '=', invoiceId)
    .executeTakeFirst()
  return row?.subscriber_id
}
