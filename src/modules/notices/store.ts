import { sql } from 'kysely'
import { assert } from '#kernel/assert.ts'
import type { Tx } from '#platform/tx.ts'
import type { NoticeName } from './contract.ts'

function stamp(tx: Tx) {
  const { actor } = tx
  assert(actor.kind !== 'nobody', 'nobody changes nothing')
  return actor.kind === 'system'
    ? { by_kind: 'system', by_id: actor.name }
    : { by_kind: actor.kind, by_id: actor.id }
}

/** False when somebody else was faster. */
export async function putChoice(
  tx: Tx,
  choice: { notice: NoticeName; version: number; isOn: boolean; leadHours: number | null },
): Promise<boolean> {
  const columns = {
    ...{ is_on: choice.isOn, lead_hours: choice.leadHours, changed_at: tx.now, ...stamp(tx) },
  }
  if (choice.version === 0) {
    const inserted = await tx.sql
      .insertInto('notices.choice')
      .values({ notice: choice.notice, version: 1, ...columns })
      .onConflict((known) => known.column('notice').doNothing())
      .returning('notice')
      .executeTakeFirst()
    return inserted !== undefined
  }
  const updated = await tx.sql
    .updateTable('notices.choice')
    .set({ ...columns, version: choice.version + 1 })
    .where('notice', '=', choice.notice)
    .where('version', '=', choice.version)
    .returning('notice')
    .executeTakeFirst()
  return updated !== undefined
}

/** Marks causes as looked at. */
export async function insertConsidered(tx: Tx, keys: readonly string[]) {
  if (keys.length === 0) return
  await sql`
    insert into notices.considered (key, at) select key, ${tx.now} from unnest(${[...keys]}::text[]) as key
    on conflict do nothing`.execute(tx.sql)
}

export async function forgetConsidered(tx: Tx, before: Temporal.Instant) {
  await tx.sql.deleteFrom('notices.considered').where('at', '<', before).execute()
}

export async function insertOutage(
  tx: Tx,
  outage: { id: string; siteId: string; what: string; at: Temporal.Instant | null },
) {
  await tx.sql
    .insertInto('notices.outage')
    .values({
      ...{ id: outage.id, site_id: outage.siteId, what: outage.what, at: outage.at },
      ...{ told_at: tx.now, ...stamp(tx) },
    })
    .onConflict((known) => known.column('id').doNothing())
    .execute()
}

export async function moveOutage(
  tx: Tx,
  outageId: string,
  to: { upTo: string; told: number } | 'done',
) {
  await tx.sql
    .updateTable('notices.outage')
    .set(
      to === 'done'
        ? { done_at: tx.now }
        : { told_up_to: to.upTo, told: sql<number>`told + ${to.told}` },
    )
    .where('id', '=', outageId)
    .execute()
}
