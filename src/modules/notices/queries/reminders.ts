import { sql } from 'kysely'
import { CHART, balancesOf } from '#modules/ledger/index.ts'
import { pricePeriods } from '#modules/billing/index.ts'
import { planNames, servicesHeld, type HeldService } from '#modules/services/index.ts'
import type { Read } from '#platform/tx.ts'
import { FRESH_hours, LEAD_SHARE, SHORTEST_hours } from '../rules/defaults.ts'
import { momentWords, moneyWords } from '../rules/words.ts'

export type Reminder = {
  readonly notice: 'expires-soon' | 'expired'
  /** Names the end that it is about. */
  readonly key: string
  readonly subscriberId: string
  readonly serviceId: string
  readonly plan: string
  readonly until: Temporal.Instant
  /** What the next period costs, less what the wallet holds. */
  readonly missing: bigint
  /** The wallet renews it by itself, so there is nothing to be said. */
  readonly needless: boolean
}

type Asked = {
  readonly notice: Reminder['notice']
  readonly leadHours: number
  readonly limit: number
  /** Also those that were looked at already: for people who want to see who is concerned. */
  readonly all?: true
}

/**
 * Who is due to be told that paid time ends, or has ended: computed from how things stand, so that nothing is missed and nothing is said twice.
 * A reminder comes no earlier than in the last quarter of what was bought, and never for less than a day.
 */
export async function remindersDue(read: Read, asked: Asked): Promise<Reminder[]> {
  const rows = await dueServices(read, asked)
  if (rows.length === 0) return []
  const services = await servicesHeld(read, { serviceIds: rows.map((row) => row.id) })
  const byId = new Map(services.map((service) => [service.serviceId, service]))
  const costs = await missingOf(read, services)
  const nameOf = await planNames(
    read,
    services.map(({ planVersionId }) => planVersionId),
  )
  return rows.flatMap((row) => {
    const service = byId.get(row.id)
    if (!service?.paidUntil) return []
    const missing = costs.get(row.id) ?? 0n
    return {
      ...{ notice: asked.notice, key: row.key, subscriberId: service.subscriberId },
      ...{ serviceId: row.id, plan: service.label ?? nameOf(service.planVersionId).name },
      ...{ until: service.paidUntil, missing },
      needless: asked.notice === 'expires-soon' && service.autoRenew && missing <= 0n,
    }
  })
}

async function dueServices(read: Read, { notice, leadHours, limit, all }: Asked) {
  const key = sql`${`${notice}:`} || service.id || ':' || extract(epoch from service.paid_until)::bigint`
  const isNew = all
    ? sql`true`
    : sql`not exists (select from notices.considered where considered.key = ${key})`
  const when =
    notice === 'expires-soon'
      ? sql`service.paid_until > ${read.now} and service.paid_until <= ${read.now.add({ hours: leadHours })}
          and service.paid_until - last.length / ${LEAD_SHARE} <= ${read.now}
          and last.length >= make_interval(hours => ${SHORTEST_hours})`
      : sql`service.paid_until <= ${read.now} and service.paid_until > ${read.now.subtract({ hours: FRESH_hours })}`
  const { rows } = await sql<{ id: string; key: string }>`
    select service.id, ${key} as key
    from services.service
    cross join lateral (
      select period.to_at - period.from_at as length from services.period
      where period.service_id = service.id and period.paid and period.kind in ('base', 'trial')
      order by period.to_at desc limit 1) as last
    where service.status = 'active' and service.pay = 'prepaid' and ${when} and ${isNew}
      and not exists (select from services.hold where hold.service_id = service.id and hold.lifted_at is null)
    order by service.paid_until, service.id limit ${limit}`.execute(read.sql)
  return rows
}

/** What each of these lacks for its next period; below zero where the wallet holds more. */
async function missingOf(
  read: Read,
  services: readonly HeldService[],
): Promise<Map<string, bigint>> {
  const wallets = await balancesOf(
    read,
    services.map(({ subscriberId }) => subscriberId),
    CHART.wallets,
  )
  const left = new Map([...wallets].map(([subscriberId, { cents }]) => [subscriberId, cents]))
  const missing = new Map<string, bigint>()
  for (const { service, gross } of await pricePeriods(read, services, () => true)) {
    const { serviceId, subscriberId, autoRenew } = service
    const has = left.get(subscriberId) ?? 0n
    missing.set(serviceId, gross - has)
    // Money buys once: what one renews with, the next one lacks.
    if (autoRenew && gross <= has) left.set(subscriberId, has - gross)
  }
  return missing
}

/** What a reminder says. */
export function tellingOf({ notice, key, subscriberId, plan, until, missing }: Reminder) {
  return {
    ...{ notice, key: key.slice(notice.length + 1), subscriberId },
    values: ({ zone, language }: { zone: string; language: 'en' | 'sw' }) => ({
      plan,
      until: momentWords(until, zone, language),
      amount: moneyWords(missing > 0n ? missing : 0n, language),
    }),
  }
}
