import { sql } from 'kysely'
import type { Read, Tx } from '#platform/tx.ts'

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

/** What subscribers agreed to let change by usage: for whoever looks for whom another plan would fit. */
export async function automaticOf(read: Read, serviceIds: readonly string[]) {
  const rows = await read.sql
    .selectFrom('services.auto_change')
    .selectAll()
    .where('id', '=', sql<string>`any(${[...serviceIds]}::uuid[])`)
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        mayUpgrade: row.may_upgrade,
        mayDowngrade: row.may_downgrade,
        ceilingCents: row.ceiling_cents,
        cooldownPeriods: row.cooldown_periods,
        lastChangeAt: row.last_change_at,
      },
    ]),
  )
}
