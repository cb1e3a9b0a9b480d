import { sql } from 'kysely'
import type { Tx } from '#platform/tx.ts'
import type { Stay } from '../rules/account.ts'
import type { Writing } from './accounted.ts'

/** A session that has left for the past, with the addresses that it had. */
export type Gone = {
  readonly sessionId: string
  readonly nasId: string
  readonly serviceId: string | null
  readonly mac: string | null
  readonly ipv4: string | null
  readonly ipv6Prefix: string | null
  readonly delegatedPrefix: string | null
  readonly startedAt_ms: number
  readonly endedAt_ms: number
}

/** What a statement says of those that it moved, which stand in `gone`. */
const GONE = sql`
  select id as "sessionId", nas_id as "nasId", service_id as "serviceId", station as mac, host(ipv4) as ipv4,
    ipv6_prefix as "ipv6Prefix", delegated_prefix as "delegatedPrefix",
    (extract(epoch from started_at) * 1000)::float8 as "startedAt_ms",
    (extract(epoch from ended_at) * 1000)::float8 as "endedAt_ms"
    from gone`

const KEPT = sql`
  id, key, nas_id, service_id, class, nas_session, station, called_station, nas_port,
  ipv4, ipv6_prefix, delegated_prefix, interim_s, started_at, heard_at, received_at, seconds,
  up_total, up_last, down_total, down_last, ended_at, ended_by, end_cause`

/**
 * Makes room for sessions that began under the keys of others: the old ones leave for the past, where they ended. Gives them: fewer
 * than given when somebody has written one of them since it was read.
 */
export async function retireSessions(
  tx: Tx,
  past: readonly { readonly id: string; readonly stay: Stay; readonly written: Writing }[],
): Promise<Gone[]> {
  if (past.length === 0) return []
  const ends = past.map(({ id, stay: { end }, written }) => ({
    ...{ id, ended_s: (end?.at_ms ?? 0) / 1_000, ended_by: end?.by, end_cause: end?.cause },
    xid: written.xid,
  }))
  const { rows } = await sql<Gone>`
    with left_behind as (
      delete from access.session t using json_to_recordset(${JSON.stringify(ends)}::json)
          as s(id uuid, ended_s float8, ended_by text, end_cause text, xid xid)
       where t.id = s.id and t.xmin = s.xid returning t.*, s.ended_s as s_ended, s.ended_by as s_by, s.end_cause as s_cause
    ), gone as (
      insert into access.past_session (${KEPT})
      select id, key, nas_id, service_id, class, nas_session, station, called_station, nas_port,
        ipv4, ipv6_prefix, delegated_prefix, interim_s, started_at, heard_at, received_at, seconds,
        up_total, up_last, down_total, down_last, to_timestamp(s_ended), s_by, s_cause
      from left_behind returning *
    ) ${GONE}
  `.execute(tx.sql)
  return rows
}

/** Moves sessions that ended before a moment to the past, some at a time, and gives them. */
export async function bury(tx: Tx, before: Temporal.Instant, limit: number): Promise<Gone[]> {
  const { rows } = await sql<Gone>`
    with gone as (
      delete from access.session where key in (
        select key from access.session where ended_at < ${before} limit ${limit} for update skip locked
      ) returning *
    ), kept as (
      insert into access.past_session (${KEPT}) select ${KEPT} from gone on conflict do nothing
    ) ${GONE}
  `.execute(tx.sql)
  return rows
}
