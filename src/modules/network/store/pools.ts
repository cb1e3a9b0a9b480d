import type { Insertable, Updateable } from 'kysely'
import { sql } from 'kysely'
import { newId } from '#kernel/id.ts'
import type { NetworkPool, NetworkPortPlan } from '#platform/database.ts'
import type { Tx } from '#platform/tx.ts'
import { poolNotFound } from '../refusals.ts'
import type { PlannedRange } from '../rules/plan-ranges.ts'
import { nameKey, nextVersion, stamp } from './nas.ts'

type Columns = Omit<
  Insertable<NetworkPool>,
  'version' | 'changed_at' | 'by_kind' | 'by_id' | 'name_key'
>

export async function lockPool(tx: Tx, poolId: string) {
  const row = await tx.sql
    .selectFrom('network.pool')
    .selectAll()
    .where('id', '=', poolId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw poolNotFound()
  return row
}

/** Pools change one after another: whether two overlap is seen by looking at all of them. */
export async function lockPlans(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('network.pool', 0))`.execute(tx.sql)
}

export async function insertPool(tx: Tx, columns: Columns) {
  await tx.sql
    .insertInto('network.pool')
    .values({ ...columns, name_key: nameKey(columns.name), ...stamp(tx), version: 1 })
    .execute()
}

export async function updatePool(tx: Tx, poolId: string, columns: Updateable<Columns>) {
  await tx.sql
    .updateTable('network.pool')
    .set({
      ...columns,
      ...(typeof columns.name === 'string' && { name_key: nameKey(columns.name) }),
      ...stamp(tx),
      version: nextVersion,
    })
    .where('id', '=', poolId)
    .execute()
}

export async function insertRanges(tx: Tx, poolId: string, ranges: readonly PlannedRange[]) {
  if (ranges.length === 0) return
  await tx.sql
    .insertInto('network.pool_range')
    .values(
      ranges.map((range) => ({
        id: newId(tx.now),
        pool_id: poolId,
        first: range.first,
        last: range.last,
        part_length: range.partLength,
        parts: range.parts,
        made: 0n,
      })),
    )
    .execute()
}

/** Parts that somebody holds, or that we keep. */
export async function countHeld(tx: Tx, poolId: string): Promise<number> {
  const { held } = await tx.sql
    .selectFrom('network.address')
    .select(({ fn }) => fn.countAll<bigint>().as('held'))
    .where('pool_id', '=', poolId)
    .where('state', 'in', ['leased', 'fixed'])
    .executeTakeFirstOrThrow()
  return Number(held)
}

export async function insertPortPlan(
  tx: Tx,
  columns: Omit<Insertable<NetworkPortPlan>, 'changed_at' | 'by_kind' | 'by_id' | 'starts_at'>,
) {
  await tx.sql
    .insertInto('network.port_plan')
    .values({ ...columns, starts_at: tx.now, ...stamp(tx) })
    .execute()
}

/** False when there is no such plan, or it has ended. */
export async function endPlan(tx: Tx, portPlanId: string): Promise<boolean> {
  const ended = await tx.sql
    .updateTable('network.port_plan')
    .set({ ends_at: tx.now, ...stamp(tx) })
    .where('id', '=', portPlanId)
    .where('ends_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return ended !== undefined
}
