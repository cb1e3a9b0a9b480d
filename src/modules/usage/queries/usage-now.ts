import { sql } from 'kysely'
import { regionNow } from '#modules/organization/index.ts'
import { anyOf } from '#platform/sql-array.ts'
import type { Read } from '#platform/tx.ts'
import { NOTHING_USED, type UsageNow } from '../contract.ts'
import type { Counter } from '../rules/counter.ts'
import { standNow } from '../rules/stand.ts'
import { ispClock } from '../rules/isp-clock.ts'
import { boostsOf } from './facts.ts'
import { policiesOf } from './policies.ts'

export type UsageOf = { readonly serviceId: string; readonly usage: UsageNow }

/**
 * What usage has to say about these services, or about a page of all of whom it has anything to say, in the order of
 * their ids. Of those asked for by id, the ones of whom there is nothing to say answer `NOTHING_USED`.
 */
export async function usageNow(
  read: Read,
  which:
    | { readonly ids: readonly string[] }
    | { readonly after: string | null; readonly limit: number },
): Promise<UsageOf[]> {
  const standings = await standingsOf(read, which)
  const ids = standings.map(({ serviceId }) => serviceId)
  const found = new Map<string, UsageNow>()
  if (ids.length > 0) {
    const policies = await policiesOf(read, standings)
    const counters = await countersOf(read, ids)
    const boosts = await boostsOf(read, ids)
    const clock = ispClock((await regionNow(read)).timeZone)
    for (const standing of standings) {
      const { serviceId } = standing
      const [own, faster] = [counters.get(serviceId) ?? [], boosts.get(serviceId) ?? []]
      const now_ms = read.now.epochMilliseconds
      const { usage } = standNow(own, faster, policies(standing), clock, now_ms)
      found.set(serviceId, usage)
    }
  }
  const wanted = 'ids' in which ? which.ids : ids
  return wanted.map((serviceId) => ({ serviceId, usage: found.get(serviceId) ?? NOTHING_USED }))
}

async function standingsOf(read: Read, which: Parameters<typeof usageNow>[1]) {
  let query = read.sql
    .selectFrom('usage.standing as standing')
    .select([
      'standing.service_id as serviceId',
      'standing.fair_use_id as fairUseId',
      'standing.quota_id as quotaId',
    ])
    .orderBy('standing.service_id')
  if ('ids' in which) query = query.where(sql<boolean>`service_id = ${anyOf(which.ids)}`)
  else {
    // Whoever has a boost has a moment at which it ends.
    query = query
      .where(sql<boolean>`(stage is not null or quota_state is not null or next_at is not null)`)
      .limit(which.limit)
    if (which.after !== null) query = query.where('standing.service_id', '>', which.after)
  }
  return query.execute()
}

/** Counters as they are, by service. */
export async function countersOf(
  read: Read,
  serviceIds: readonly string[],
): Promise<Map<string, Counter[]>> {
  const { rows } = await sql<Counter & { service_id: string }>`
    select service_id, key, meter, granted, used, reserved, beyond,
           (extract(epoch from from_at) * 1000)::float8 as from_ms, (extract(epoch from to_at) * 1000)::float8 as to_ms
    from usage.counter where service_id = any(${serviceIds}::uuid[]) order by service_id, key`.execute(
    read.sql,
  )
  return Map.groupBy(rows, ({ service_id }) => service_id)
}

/**
 * The services of which usage has something else to say since a mark, and the next mark; as `servicesChangedSince`: at
 * least once, whatever commits first. `null` answers only the mark.
 */
export async function usageChangedSince(
  read: Read,
  mark: string | null,
): Promise<{ serviceIds: string[]; mark: string }> {
  const { rows } = await sql<{ mark: string; ids: string[] | null }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as mark,
           (select array_agg(service_id) from usage.standing
            where changed_xid >= ${mark}::text::xid8) as ids`.execute(read.sql)
  return { serviceIds: rows[0]?.ids ?? [], mark: rows[0]?.mark ?? '0' }
}
