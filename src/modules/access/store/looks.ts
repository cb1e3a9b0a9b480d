import { sql } from 'kysely'
import { newId } from '#kernel/id.ts'
import { NAS_HAS_API } from '#modules/network/index.ts'
import type { Read, Tx } from '#platform/tx.ts'
import type { FieldAddress } from '#platform/vault.ts'
import { authorOf } from '../rules/author.ts'
import { type Breaker, NEVER_ASKED } from '../rules/breaker.ts'

/** Where the names of those whom we do not have are sealed. */
export function strangersAt(nasId: string): FieldAddress {
  return { table: 'access.nas_look', column: 'unaccounted_sealed', row: nasId }
}

/** Takes on routers that were not asked for so long, and do not rest; who was asked longest ago comes first. */
export async function claimDueLooks(
  tx: Tx,
  { every_min, limit }: { every_min: number; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ nas_id: string }>`
    insert into access.nas_look (nas_id, asked_at)
    select nas.id, ${tx.now}::timestamptz from network.nas left join access.nas_look look on look.nas_id = nas.id
     where ${NAS_HAS_API} and (look.rests_until is null or look.rests_until <= ${tx.now}::timestamptz)
       and (look.asked_at is null or look.asked_at <= ${tx.now}::timestamptz - make_interval(mins => ${every_min}::int))
     order by look.asked_at nulls first, nas.id limit ${limit}
    on conflict (nas_id) do update set asked_at = excluded.asked_at
    returning nas_id
  `.execute(tx.sql)
  return rows.map(({ nas_id }) => nas_id)
}

/** The same for one router, whenever it was asked last. */
export async function claimLook(tx: Tx, nasId: string): Promise<void> {
  await tx.sql
    .insertInto('access.nas_look')
    .values({ nas_id: nasId, asked_at: tx.now })
    .onConflict((conflict) => conflict.column('nas_id').doUpdateSet({ asked_at: tx.now }))
    .execute()
}

export async function breakerOf(read: Read, nasId: string): Promise<Breaker> {
  const row = await read.sql
    .selectFrom('access.nas_look')
    .select(['silences', 'rests_until'])
    .where('nas_id', '=', nasId)
    .executeTakeFirst()
  if (!row) return NEVER_ASKED
  return { silences: row.silences, closedUntil_ms: row.rests_until?.epochMilliseconds ?? 0 }
}

/** What came of asking; a list is kept until the next one. */
export async function putLook(
  tx: Tx,
  look: {
    readonly nasId: string
    readonly outcome: string
    readonly said: string | null
    readonly breaker: Breaker
    readonly list?: {
      readonly listed: number
      readonly ended: number
      readonly unaccounted: number
      readonly unaccounted_sealed: string
    }
  },
): Promise<void> {
  const { nasId, outcome, said, breaker, list } = look
  const rests = breaker.closedUntil_ms
  await tx.sql
    .updateTable('access.nas_look')
    .set({
      ...{ answered_at: tx.now, outcome, said, silences: breaker.silences },
      rests_until: rests === 0 ? null : Temporal.Instant.fromEpochMilliseconds(rests),
      ...(list && { listed_at: tx.now, ...list }),
    })
    .where('nas_id', '=', nasId)
    .execute()
}

/** For the stories of sessions that staff asked about: their router has them, or why it could not be asked. */
export async function noteAsked(
  tx: Tx,
  keys: readonly string[],
  step: { readonly what: 'asked' | 'unasked'; readonly said: string | null },
): Promise<void> {
  if (keys.length === 0) return
  const { rows } = await sql<{ id: string }>`
    select id from access.session where key = any(${keys}::uuid[]) and ended_at is null`.execute(
    tx.sql,
  )
  const steps = rows.map(({ id: session_id }) => ({
    ...{ id: newId(tx.now), session_id, at: tx.now, ...step },
    ...authorOf(tx.actor),
  }))
  if (steps.length > 0) await tx.sql.insertInto('access.session_step').values(steps).execute()
}
