import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import type { Holders } from '../contract/holders.ts'

/** Services that have not ended, by the version that they hold: one index scan for each version. */
export async function holdersOf(
  read: Read,
  planVersionIds: readonly string[],
): Promise<{ holders: Holders[] }> {
  const { rows } = await sql<Holders>`
    select asked.id as "planVersionId", count(service.id)::int as services, count(distinct subscriber_id)::int as subscribers,
      count(*) filter (where paid_until > ${read.now})::int as paid
    from unnest(${[...planVersionIds]}::uuid[]) as asked (id)
    left join services.service on service.plan_version_id = asked.id and status <> 'ended'
    group by asked.id`.execute(read.sql)
  return { holders: rows }
}
