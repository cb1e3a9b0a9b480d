import { sql } from 'kysely'
import { anyOf } from '#platform/sql-array.ts'
import type { Tx } from '#platform/tx.ts'
import type { Json } from '#platform/vault.ts'
import type { PendingDetails } from '../contract/services.ts'
import { by, type Row } from './rows.ts'

/** False when one of its kind waits already. */
export async function insertPendingChange(
  tx: Tx,
  row: Omit<Row<'services.pending_change'>, 'asked_at' | 'by_kind' | 'by_id' | 'details'> & {
    details: Json
  },
): Promise<boolean> {
  const done = await tx.sql
    .insertInto('services.pending_change')
    .values({ ...row, details: JSON.stringify(row.details), asked_at: tx.now, ...by(tx.actor) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return done !== undefined
}

/** False when it was dropped before: nothing is made of it then. */
export async function closePendingChange(
  tx: Tx,
  id: string,
  how: 'done' | 'dropped',
): Promise<boolean> {
  const closed = await tx.sql
    .updateTable('services.pending_change')
    .set(
      how === 'done'
        ? { done_at: tx.now, dropped_at: null }
        : { done_at: null, dropped_at: tx.now },
    )
    .where('id', '=', id)
    .where('dropped_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return closed !== undefined
}

/** What waits for a service is taken back: all of it, or one kind. Answers what it was. */
export async function dropPendingChanges(
  tx: Tx,
  of: { serviceId: string; what?: PendingDetails['what']; but?: string },
): Promise<{ id: string; what: string }[]> {
  const { serviceId, what, but } = of
  return tx.sql
    .updateTable('services.pending_change')
    .set({ dropped_at: tx.now })
    .where('service_id', '=', serviceId)
    .where('done_at', 'is', null)
    .where('dropped_at', 'is', null)
    .$if(what !== undefined, (query) => query.where('what', '=', what ?? ''))
    .$if(but !== undefined, (query) => query.where('id', '<>', but ?? ''))
    .returning(['id', 'what'])
    .execute()
}

/** What was asked for the end of the paid time of a service comes with another end. */
export async function movePendingChanges(
  tx: Tx,
  { serviceId, to }: { serviceId: string; to: Temporal.Instant },
): Promise<void> {
  await tx.sql
    .updateTable('services.pending_change')
    .set({ at: to })
    .where('service_id', '=', serviceId)
    .where('effective', '=', 'period-end')
    .where('done_at', 'is', null)
    .where('dropped_at', 'is', null)
    .execute()
}

/** The same of services whose paid time ends sooner than when it was asked. */
export async function bringPendingChangesForward(
  tx: Tx,
  serviceIds: readonly string[],
): Promise<void> {
  await sql`
    update services.pending_change as waits set at = greatest(service.paid_until, ${tx.now})
    from services.service
    where service.id = waits.service_id and waits.service_id = ${anyOf(serviceIds)} and waits.effective = 'period-end'
      and waits.done_at is null and waits.dropped_at is null and waits.at > greatest(service.paid_until, ${tx.now})`.execute(
    tx.sql,
  )
}
