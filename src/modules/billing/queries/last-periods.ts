import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import { placeIn } from './kept-price.ts'

export type LastOfService = {
  readonly to: Temporal.Instant
  readonly planVersionId: string
  readonly kind: string
  /** Where it stands in its row; nothing when somebody else wrote it. */
  readonly placed: { anchor: Temporal.Instant; k: number } | undefined
  /** How many there were of the plan version's periods and of others. */
  readonly count: number
}

/** The last paid period of each service, and how many there were. */
export async function lastPeriods(
  read: Pick<Read, 'sql'>,
  serviceIds: readonly string[],
): Promise<Map<string, LastOfService>> {
  const { rows } = await sql<{
    service_id: string
    to_at: Temporal.Instant
    plan_version_id: string
    kind: string
    price: unknown
    count: number
  }>`
    /* often */ select last.service_id, last.to_at, last.plan_version_id, last.kind, last.price,
      (select count(*)::int from services.period
       where period.service_id = asked.id and paid and period.kind in ('base', 'trial')) as count
    from unnest(${[...serviceIds]}::uuid[]) as asked (id)
    cross join lateral (
      select * from services.period
      where period.service_id = asked.id and paid and period.kind in ('base', 'trial')
      order by to_at desc limit 1
    ) as last`.execute(read.sql)
  return new Map(
    rows.map((row) => [
      row.service_id,
      {
        ...{ to: row.to_at, planVersionId: row.plan_version_id, kind: row.kind },
        ...{ count: row.count, placed: placeIn(row.price) },
      },
    ]),
  )
}
