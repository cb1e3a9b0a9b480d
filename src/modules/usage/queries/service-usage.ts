import { regionNow } from '#modules/organization/index.ts'
import type { Read } from '#platform/tx.ts'
import { extra, type Extra, type ServiceUsage, type UsageCounter } from '../contract.ts'
import { serviceNotFound } from '../refusals.ts'
import { type Counter, extraKey, type Policies, windowsOf } from '../rules/counter.ts'
import { type IspClock, ispClock } from '../rules/isp-clock.ts'
import { standNow } from '../rules/stand.ts'
import { sumOf } from './chart.ts'
import { boostsOf } from './facts.ts'
import { policiesOf } from './policies.ts'
import { countersOf } from './usage-now.ts'

/** Where a service is; undefined where there is none. */
export async function siteOfService(read: Read, serviceId: string) {
  const row = await read.sql
    .selectFrom('services.service')
    .select('site_id')
    .where('id', '=', serviceId)
    .executeTakeFirst()
  return row?.site_id
}

export async function serviceUsage(read: Read, serviceId: string): Promise<ServiceUsage> {
  if ((await siteOfService(read, serviceId)) === undefined) throw serviceNotFound()
  const { timeZone } = await regionNow(read)
  const clock = ispClock(timeZone)
  const standing = await read.sql
    .selectFrom('usage.standing')
    .select(['fair_use_id as fairUseId', 'quota_id as quotaId'])
    .where('service_id', '=', serviceId)
    .executeTakeFirst()
  const plan = standing ?? { fairUseId: null, quotaId: null }
  const policies = (await policiesOf(read, [plan]))(plan)
  const counters = (await countersOf(read, [serviceId])).get(serviceId) ?? []
  const boosts = (await boostsOf(read, [serviceId])).get(serviceId) ?? []
  const now_ms = read.now.epochMilliseconds
  const { usage } = standNow(counters, boosts, policies, clock, now_ms)
  const today = read.now.toZonedDateTimeISO(timeZone).toPlainDate()
  const first = today.with({ day: 1 })
  const sum = (from: Temporal.PlainDate, to: Temporal.PlainDate) =>
    sumOf(read, serviceId, { from, to, zone: timeZone })
  const { quota } = policies
  return {
    serviceId,
    stage: usage.stage,
    stages: (policies.fairUse?.stages ?? []).map(({ after, speed }) => ({
      after: String(after),
      speed,
    })),
    quota: usage.quota &&
      quota && {
        state: usage.quota.state,
        leftBytes: usage.quota.left_bytes === null ? null : String(usage.quota.left_bytes),
        left_s: usage.quota.left_s,
        atEnd: quota.atEnd.do,
      },
    counters: counters.map((counter) => shown(counter, policies, clock, now_ms)),
    extras: await extrasOf(read, serviceId, counters),
    today: await sum(today, today.add({ days: 1 })),
    thisMonth: await sum(first, first.add({ months: 1 })),
    lastMonth: await sum(first.subtract({ months: 1 }), first),
  }
}

function shown(
  counter: Counter,
  policies: Policies,
  clock: IspClock,
  now_ms: number,
): UsageCounter {
  const windows = windowsOf(counter, policies)
  return {
    key: counter.key,
    meter: counter.meter,
    from: instantOf(counter.from_ms),
    to: counter.to_ms === null ? null : instantOf(counter.to_ms),
    granted: counter.granted === null ? null : String(counter.granted),
    used: String(counter.used),
    reserved: String(counter.reserved),
    beyond: String(counter.beyond),
    isClosed: windows !== null && !clock.isOpen(windows, now_ms),
  }
}

function instantOf(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString()
}

const word = { kind: extra.shape.kind, how: extra.shape.how }

async function extrasOf(
  read: Read,
  serviceId: string,
  counters: readonly Counter[],
): Promise<Extra[]> {
  const rows = await read.sql
    .selectFrom('usage.extra')
    .selectAll()
    .where('service_id', '=', serviceId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
  const used = new Map(counters.map((counter) => [counter.key, counter.used]))
  return rows.map((row) => ({
    id: row.id,
    kind: word.kind.parse(row.kind),
    amount: row.amount === null ? null : String(row.amount),
    rate:
      row.down_bps === null || row.up_bps === null
        ? null
        : { down_bps: Number(row.down_bps), up_bps: Number(row.up_bps) },
    from: row.from_at.toString(),
    to: row.to_at?.toString() ?? null,
    how: word.how.parse(row.how),
    reason: row.reason,
    at: row.at.toString(),
    by: { kind: row.by_kind, id: row.by_id },
    undoneAt: row.undone_at?.toString() ?? null,
    used: used.get(extraKey(row.id))?.toString() ?? null,
  }))
}
