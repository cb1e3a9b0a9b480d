import { sql } from 'kysely'
import type { Period } from '#kernel/period.ts'
import { planVersionsNow } from '#modules/catalog/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import {
  AUTOMATIC_COLUMNS,
  automaticFrom,
  NOTHING_WAITS,
  type AutomaticDue,
  type AutomaticRow,
} from '#modules/services/index.ts'
import type { Tx } from '#platform/tx.ts'
import { planPeriods } from '../rules/cycles.ts'
import { cycleFrom, type CycleRow } from './due-cycles.ts'

const PERIODS_MAX = 24

type Row = CycleRow & AutomaticRow & { since: Temporal.Instant }

/**
 * What is paid afterwards has no paid periods to look at: its periods are those of the plan, laid from where the payer's cycles begin, and
 * complete once they are invoiced. Another plan comes with the payer's next cycle. Locked as `automaticDue` locks.
 */
export async function automaticAfterwards(
  tx: Tx,
  { limit }: { limit: number },
): Promise<(AutomaticDue & { readonly changesAt: Temporal.Instant })[]> {
  const { rows } = await sql<Row>`
    select ${AUTOMATIC_COLUMNS}, cycle.*,
      greatest(service.activated_at, last_change_at, (select max(to_at) from billing.stretch where service_id = service.id)) as since
    from services.auto_change as auto
    join services.service on service.id = auto.id
    cross join lateral (
      with recursive above as (
        select id, parent_id, billed_to from subscribers.subscriber where id = service.subscriber_id
        union all
        select parent.id, parent.parent_id, parent.billed_to
        from above join subscribers.subscriber as parent on parent.id = above.parent_id where above.billed_to = 'parent'
      ) select id from above where billed_to = 'self'
    ) as payer
    join billing.cycle on cycle.payer_id = payer.id and cycle.kind = 'postpaid'
    where service.status = 'active' and service.pay = 'postpaid' and service.contract_id is null
      and cycle.from_at > coalesce(looked_until, consented_at)
      and ${NOTHING_WAITS}
    order by service.id limit ${limit}
    for update of auto skip locked`.execute(tx.sql)
  if (rows.length === 0) return []
  const { timeZone } = await regionNow(tx)
  const held = await planVersionsNow(tx, [...new Set(rows.map((row) => row.plan_version_id))])
  return rows.map((row) => {
    const cycle = cycleFrom(row)
    const version = held.get(row.plan_version_id)
    return {
      ...automaticFrom(row),
      lookedUntil: cycle.from,
      changesAt: cycle.to,
      periods: version
        ? completePeriods(
            planPeriods(version.terms.validity, { ...cycle, from: row.since }, timeZone),
            { from: row.since, to: cycle.from },
          )
        : [],
    }
  })
}

/** The newest first; what a stretch holds a part of says nothing about a whole one. */
function completePeriods(periods: readonly Period[], within: Period): Period[] {
  const compare = Temporal.Instant.compare
  return periods
    .filter(({ from, to }) => compare(within.from, from) <= 0 && compare(to, within.to) <= 0)
    .toReversed()
    .slice(0, PERIODS_MAX)
}
