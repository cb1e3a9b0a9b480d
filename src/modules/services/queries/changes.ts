import { sql } from 'kysely'
import { anyOf } from '#platform/sql-array.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { pendingDetails } from '../contract/services.ts'

/** The end of the period that a service is in, paid or not; nothing when it is in none. */
export async function periodEnd(read: Read, serviceId: string): Promise<Temporal.Instant | null> {
  const row = await read.sql
    .selectFrom('services.period')
    .select((period) => period.fn.max('to_at').as('to_at'))
    .where('service_id', '=', serviceId)
    .where('kind', 'in', ['base', 'trial'])
    .where('to_at', '>', read.now)
    .executeTakeFirst()
  return row?.to_at ?? null
}

/** What a service will be from a moment on. */
export type Planned =
  | { readonly what: 'plan'; readonly at: Temporal.Instant; readonly planVersionId: string }
  | { readonly what: 'cancellation'; readonly at: Temporal.Instant }

/** Plans and ends that were asked for a moment to come, the earliest first: what is bought for the time after is of those. */
export async function plannedOf(
  read: Pick<Read, 'sql'>,
  serviceIds: readonly string[],
): Promise<Map<string, Planned[]>> {
  const rows = await read.sql
    .selectFrom('services.pending_change')
    .select(['service_id', 'at', 'details'])
    .modifyFront(sql`/* often */`)
    .where('service_id', '=', anyOf(serviceIds))
    .where('done_at', 'is', null)
    .where('dropped_at', 'is', null)
    .where('at', 'is not', null)
    .where('what', 'in', ['plan', 'cancellation'])
    .orderBy('at')
    .execute()
  const planned = new Map<string, Planned[]>()
  for (const { service_id, at, details: kept } of rows) {
    const details = pendingDetails.parse(kept)
    if (at === null) continue
    const one: Planned | undefined =
      details.what === 'plan'
        ? { what: 'plan', at, planVersionId: details.planVersionId }
        : details.what === 'cancellation'
          ? { what: 'cancellation', at }
          : undefined
    if (one) planned.set(service_id, [...(planned.get(service_id) ?? []), one])
  }
  return planned
}

/** Changes whose moment has come, the earliest first; locked, and those that another process works on left alone. */
export async function lockDueChanges(
  tx: Tx,
  input: { limit: number; serviceIds?: readonly string[] },
) {
  const { serviceIds } = input
  return tx.sql
    .selectFrom('services.pending_change')
    .select(['id', 'service_id', 'details', 'quote_id', 'at'])
    .where('done_at', 'is', null)
    .where('dropped_at', 'is', null)
    .where('at', '<=', tx.now)
    .$if(serviceIds !== undefined, (query) =>
      query.where('service_id', '=', sql<string>`any(${[...(serviceIds ?? [])]}::uuid[])`),
    )
    .orderBy('at')
    .orderBy('id')
    .limit(input.limit)
    .forUpdate()
    .skipLocked()
    .execute()
}

export async function lockChange(tx: Tx, changeId: string) {
  return tx.sql
    .selectFrom('services.pending_change')
    .select(['id', 'service_id', 'what', 'details', 'quote_id', 'done_at', 'dropped_at'])
    .where('id', '=', changeId)
    .forUpdate()
    .executeTakeFirst()
}
