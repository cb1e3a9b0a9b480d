import { sql } from 'kysely'
import type { Read, Tx } from '#platform/tx.ts'
import type { FieldAddress } from '#platform/vault.ts'

/** One row of the log: an attempt, or equal ones within a minute. */
export type LoggedAttempt = {
  readonly id: string
  readonly at_ms: number
  readonly lastAt_ms: number
  readonly count: number
  readonly nasId: string
  readonly serviceId: string | null
  readonly userName: string
  readonly station: string | null
  readonly nasPort: string | null
  readonly method: string
  readonly outcome: 'accept' | 'reject'
  readonly reason: string
  readonly down_bps: number | null
  readonly up_bps: number | null
  readonly session_s: number | null
}

export type AttemptCount = {
  readonly minute_ms: number
  readonly nasId: string
  readonly outcome: 'accept' | 'reject'
  readonly reason: string
  readonly count: number
  readonly unlogged: number
}

export type DropCount = {
  readonly hour_ms: number
  readonly address: string
  readonly reason: string
  readonly nasId: string | null
  readonly count: number
  readonly lastAt_ms: number
}

export type Mark = {
  readonly mark: string
  readonly down_bps: number | null
  readonly up_bps: number | null
  readonly priority: number | null
  readonly addressList: string | null
}

/** Where the name of an attempt is sealed, and how it is found whole. */
export function attemptName(id: string): FieldAddress {
  return { table: 'access.attempt', column: 'name_sealed', row: id }
}
export function nameBlind(read: Pick<Read, 'vault'>, userName: string): string {
  return read.vault.blind('access.attempt.name_blind', userName.trim().toLowerCase())
}

/** Days that are about to be written get their partition first. */
export async function makeAttemptDay(tx: Tx, day: Temporal.PlainDate): Promise<void> {
  await sql`select access.make_attempt_day(${day.toString()}::date)`.execute(tx.sql)
}

export async function dropAttemptDays(tx: Tx, before: Temporal.PlainDate): Promise<number> {
  const { rows } = await sql<{ dropped: number }>`
    select access.drop_attempt_days(${before.toString()}::date) as dropped`.execute(tx.sql)
  return rows[0]?.dropped ?? 0
}

/** Rows whose minute goes on are written again, with what has come to them. */
export async function putAttempts(tx: Tx, attempts: readonly LoggedAttempt[]): Promise<void> {
  if (attempts.length === 0) return
  const rows = attempts.map(({ userName, ...attempt }) => ({
    ...attempt,
    sealed: tx.vault.seal(attemptName(attempt.id), userName),
    blind: nameBlind(tx, userName),
  }))
  await sql`
    insert into access.attempt (id, at, last_at, count, nas_id, service_id, name_sealed, name_blind, station, nas_port,
      method, outcome, reason, down_bps, up_bps, session_s)
    select id, to_timestamp("at_ms" / 1000), to_timestamp("lastAt_ms" / 1000), count, "nasId", "serviceId", sealed, blind,
      station, "nasPort", method, outcome, reason, down_bps, up_bps, session_s
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, at_ms float8, "lastAt_ms" float8, count int,
      "nasId" uuid, "serviceId" uuid, sealed text, blind text, station text, "nasPort" text, method text, outcome text,
      reason text, down_bps bigint, up_bps bigint, session_s int)
    on conflict (at, id) do update set count = excluded.count, last_at = excluded.last_at
  `.execute(tx.sql)
}

/** In the order of their keys, so that two processes never wait for each other in a circle. */
export async function addCounts(
  tx: Tx,
  counts: readonly AttemptCount[],
  drops: readonly DropCount[],
): Promise<void> {
  if (counts.length > 0)
    await sql`
      insert into access.attempt_count as known (minute, nas_id, outcome, reason, count, unlogged)
      select to_timestamp(minute_ms / 1000), "nasId", outcome, reason, count, unlogged
      from json_to_recordset(${JSON.stringify(counts)}::json) as r(minute_ms float8, "nasId" uuid, outcome text,
        reason text, count bigint, unlogged bigint)
      order by 1, 2, 3, 4
      on conflict (minute, nas_id, outcome, reason) do update
        set count = known.count + excluded.count, unlogged = known.unlogged + excluded.unlogged
    `.execute(tx.sql)
  if (drops.length > 0)
    await sql`
      insert into access.drop_count as known (hour, address, reason, nas_id, count, last_at)
      select to_timestamp(hour_ms / 1000), address, reason, "nasId", count, to_timestamp("lastAt_ms" / 1000)
      from json_to_recordset(${JSON.stringify(drops)}::json) as r(hour_ms float8, address text, reason text,
        "nasId" uuid, count bigint, "lastAt_ms" float8)
      order by 1, 2, 3
      on conflict (hour, address, reason) do update set count = known.count + excluded.count,
        last_at = greatest(known.last_at, excluded.last_at), nas_id = coalesce(excluded.nas_id, known.nas_id)
    `.execute(tx.sql)
}

export async function insertMarks(tx: Tx, marks: readonly Mark[]): Promise<void> {
  if (marks.length === 0) return
  await sql`
    insert into access.mark (mark, down_bps, up_bps, priority, address_list, noted_at)
    select mark, down_bps, up_bps, priority, "addressList", ${tx.now}::timestamptz
    from json_to_recordset(${JSON.stringify(marks)}::json) as r(mark text, down_bps bigint, up_bps bigint,
      priority int, "addressList" text)
    order by mark on conflict (mark) do nothing
  `.execute(tx.sql)
}

/** Sessions that are open on these routers, for what is told of their health. */
export async function openByNas(tx: Tx, nasIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ nas_id: string; count: number }>`
    select nas_id, count(*)::int as count from access.session
     where nas_id = any(${nasIds}::uuid[]) and ended_at is null group by nas_id`.execute(tx.sql)
  return new Map(rows.map((row) => [row.nas_id, row.count]))
}

/** Counts and steps have no partitions; they go some at a time. */
export async function forgetLog(
  tx: Tx,
  { before, limit }: { before: Temporal.Instant; limit: number },
): Promise<number> {
  const gone = await Promise.all([
    sql`delete from access.session_step where id in (
      select id from access.session_step where at < ${before} order by at limit ${limit})`.execute(
      tx.sql,
    ),
    sql`delete from access.attempt_count where minute < ${before}`.execute(tx.sql),
    sql`delete from access.drop_count where hour < ${before}`.execute(tx.sql),
  ])
  return Number(gone[0]?.numAffectedRows ?? 0n)
}
