import { sql } from 'kysely'
import type { Tx } from '#platform/tx.ts'

/** A service whose owner lets its plan follow usage, with complete periods that nobody looked at yet. */
export type AutomaticDue = {
  readonly serviceId: string
  readonly number: string
  readonly subscriberId: string
  readonly planVersionId: string
  readonly siteId: string | null
  readonly mayUpgrade: boolean
  readonly mayDowngrade: boolean
  readonly ceiling: bigint
  readonly cooldownPeriods: number
  readonly hasChanged: boolean
  /** Complete periods of the plan that it has now, since the last change; the newest first, at most `PERIODS_MAX`. */
  readonly periods: readonly { readonly from: Temporal.Instant; readonly to: Temporal.Instant }[]
  /** Until when all of this was looked at. */
  readonly lookedUntil: Temporal.Instant
}

const PERIODS_MAX = 24

/** Of `services.auto_change as auto` and its service. */
export const AUTOMATIC_COLUMNS = sql`service.id, service.number, service.subscriber_id, service.plan_version_id, service.site_id,
  may_upgrade, may_downgrade, ceiling_cents, cooldown_periods, last_change_at`

/** No change of plan and no end, which another change would cross. */
export const NOTHING_WAITS = sql`not exists (
  select from services.pending_change
  where service_id = auto.id and what in ('plan', 'cancellation') and done_at is null and dropped_at is null)`

export type AutomaticRow = {
  id: string
  number: string
  subscriber_id: string
  plan_version_id: string
  site_id: string | null
  may_upgrade: boolean
  may_downgrade: boolean
  ceiling_cents: bigint
  cooldown_periods: number
  last_change_at: Temporal.Instant | null
}

export function automaticFrom(row: AutomaticRow): Omit<AutomaticDue, 'periods' | 'lookedUntil'> {
  return {
    ...{ serviceId: row.id, number: row.number, subscriberId: row.subscriber_id },
    ...{ planVersionId: row.plan_version_id, siteId: row.site_id },
    ...{ mayUpgrade: row.may_upgrade, mayDowngrade: row.may_downgrade },
    ...{ ceiling: row.ceiling_cents, cooldownPeriods: row.cooldown_periods },
    hasChanged: row.last_change_at !== null,
  }
}

/**
 * Locked until the unit ends; those that another process looks at are left alone. Services under a contract keep what was agreed, and
 * where a change of plan or the end waits already, nothing is added.
 */
export async function automaticDue(tx: Tx, { limit }: { limit: number }): Promise<AutomaticDue[]> {
  type Row = AutomaticRow & {
    looked: Temporal.Instant
    froms: Temporal.Instant[] | null
    tos: Temporal.Instant[] | null
  }
  const { rows } = await sql<Row>`
    select ${AUTOMATIC_COLUMNS}, newest.to_at as looked, complete.froms, complete.tos
    from services.auto_change as auto
    join services.service on service.id = auto.id
    join lateral (
      select max(to_at) as to_at from services.period
      where service_id = auto.id and paid and kind = 'base' and to_at <= ${tx.now}
    ) as newest on newest.to_at > coalesce(looked_until, consented_at)
    left join lateral (
      select array_agg(from_at order by from_at desc) as froms, array_agg(to_at order by from_at desc) as tos
      from (select from_at, to_at from services.period
            where service_id = auto.id and paid and kind = 'base' and to_at <= ${tx.now}
              and plan_version_id = service.plan_version_id and (last_change_at is null or from_at >= last_change_at)
            order by from_at desc limit ${PERIODS_MAX}) as one
    ) as complete on true
    where service.status = 'active' and service.pay = 'prepaid' and service.contract_id is null
      and ${NOTHING_WAITS}
    order by service.id limit ${limit}
    for update of auto skip locked`.execute(tx.sql)
  return rows.map((row) => ({
    ...automaticFrom(row),
    lookedUntil: row.looked,
    periods: (row.froms ?? []).flatMap((from, place) => {
      const to = row.tos?.[place]
      return to ? [{ from, to }] : []
    }),
  }))
}
