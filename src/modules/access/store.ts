import { sql } from 'kysely'
import type { Tx } from '#platform/tx.ts'
import type { FieldAddress } from '#platform/vault.ts'
import type { Stay } from './rules/account.ts'
import type { Heard } from './rules/hear.ts'

/** A session as it lies in the table: what the rules know, and whose it is. */
export type StoredSession = {
  readonly id: string
  readonly key: string
  readonly serviceId: string | null
  readonly stay: Stay
}

type SessionRow = {
  id: string
  key: string
  service_id: string | null
  started_ms: number
  heard_ms: number
  seconds: number
  up_total: bigint
  up_last: bigint
  down_total: bigint
  down_last: bigint
  ended_ms: number | null
  ended_by: 'nas' | 'us' | null
  end_cause: string | null
}

/** Locks the sessions of these keys, in the order of the keys, so that two batches never wait for each other in a circle. */
export async function lockSessions(
  tx: Tx,
  keys: readonly string[],
): Promise<Map<string, StoredSession>> {
  const { rows } = await sql<SessionRow>`
    select id, key, service_id, seconds, up_total, up_last, down_total, down_last, ended_by, end_cause,
           (extract(epoch from started_at) * 1000)::float8 as started_ms,
           (extract(epoch from heard_at) * 1000)::float8 as heard_ms,
           (extract(epoch from ended_at) * 1000)::float8 as ended_ms
      from access.session where key = any(${keys}::uuid[]) order by key for update
  `.execute(tx.sql)
  return new Map(rows.map((row) => [row.key, sessionOf(row)]))
}

function sessionOf(row: SessionRow): StoredSession {
  const { id, key, service_id: serviceId, seconds, ended_by: by, ended_ms: at_ms } = row
  const stay: Stay = {
    startedAt_ms: row.started_ms,
    heardAt_ms: row.heard_ms,
    seconds,
    up: { total: row.up_total, last: row.up_last },
    down: { total: row.down_total, last: row.down_last },
    end: by && at_ms !== null ? { at_ms, by, cause: row.end_cause ?? 'unknown' } : null,
  }
  return { id, key, serviceId, stay }
}

/** A session as a batch leaves it. `heard` is its last record, for what belongs to the session as a whole. */
export type KeptSession = StoredSession & { readonly heard: Heard }

/**
 * Adds sessions that no batch knew yet. Says how many: fewer than given when another process has just
 * added one of them, and then the unit must be tried again with that one in view.
 */
export async function insertSessions(tx: Tx, sessions: readonly KeptSession[]): Promise<number> {
  if (sessions.length === 0) return 0
  const rows = sessions.map((session) => ({
    ...movingColumns(session),
    ...standingColumns(tx, session),
  }))
  const { numAffectedRows } = await sql`
    insert into access.session (
      id, key, nas_id, service_id, class, nas_session, user_name_sealed, station, called_station, nas_port,
      ipv4, ipv6_prefix, delegated_prefix, interim_s, started_at, heard_at, received_at, seconds,
      up_total, up_last, down_total, down_last, ended_at, ended_by, end_cause)
    select id, key, nas_id, service_id, class, nas_session, user_name_sealed, station, called_station, nas_port,
      ipv4, ipv6_prefix, delegated_prefix, interim_s, to_timestamp(started_s), to_timestamp(heard_s), to_timestamp(received_s), seconds,
      up_total, up_last, down_total, down_last, to_timestamp(ended_s), ended_by, end_cause
    from json_to_recordset(${JSON.stringify(rows)}::json) as s(${MOVING}, ${STANDING})
    on conflict (key) do nothing
  `.execute(tx.sql)
  return Number(numAffectedRows ?? 0n)
}

/** Writes what a batch changed of sessions that were there. Addresses come late at times, so they are filled in. */
export async function updateSessions(tx: Tx, sessions: readonly KeptSession[]): Promise<void> {
  if (sessions.length === 0) return
  await sql`
    update access.session t set
      service_id = coalesce(t.service_id, s.service_id), class = coalesce(t.class, s.class),
      ipv4 = coalesce(s.ipv4, t.ipv4), ipv6_prefix = coalesce(s.ipv6_prefix, t.ipv6_prefix),
      delegated_prefix = coalesce(s.delegated_prefix, t.delegated_prefix),
      heard_at = to_timestamp(s.heard_s), received_at = to_timestamp(s.received_s), seconds = s.seconds,
      up_total = s.up_total, up_last = s.up_last, down_total = s.down_total, down_last = s.down_last,
      ended_at = to_timestamp(s.ended_s), ended_by = s.ended_by, end_cause = s.end_cause
    from json_to_recordset(${JSON.stringify(sessions.map(movingColumns))}::json) as s(${MOVING})
    where t.key = s.key
  `.execute(tx.sql)
}

/** Makes room for a session that began under the key of another: the old one leaves for the past, where it ended. */
export async function retireSessions(
  tx: Tx,
  past: readonly { readonly id: string; readonly stay: Stay }[],
): Promise<void> {
  if (past.length === 0) return
  const ends = past.map(({ id, stay: { end } }) => ({
    ...{ id, ended_s: seconds(end?.at_ms ?? 0), ended_by: end?.by, end_cause: end?.cause },
  }))
  await sql`
    with gone as (
      delete from access.session t using json_to_recordset(${JSON.stringify(ends)}::json)
          as s(id uuid, ended_s float8, ended_by text, end_cause text)
       where t.id = s.id returning t.*, s.ended_s as s_ended, s.ended_by as s_by, s.end_cause as s_cause
    )
    insert into access.past_session
    select id, key, nas_id, service_id, class, nas_session, station, called_station, nas_port,
      ipv4, ipv6_prefix, delegated_prefix, interim_s, started_at, heard_at, received_at, seconds,
      up_total, up_last, down_total, down_last, to_timestamp(s_ended), s_by, s_cause
    from gone
  `.execute(tx.sql)
}

/** What changes while a session lasts. */
const MOVING = sql`id uuid, key uuid, service_id uuid, class uuid, ipv4 inet, ipv6_prefix cidr, delegated_prefix cidr,
  heard_s float8, received_s float8, seconds int, up_total bigint, up_last bigint, down_total bigint, down_last bigint,
  ended_s float8, ended_by text, end_cause text`

function movingColumns({ id, key, serviceId, stay, heard }: KeptSession) {
  return {
    ...{ id, key, service_id: serviceId, class: heard.class },
    ...{ ipv4: heard.ipv4, ipv6_prefix: heard.ipv6Prefix, delegated_prefix: heard.delegatedPrefix },
    ...{
      heard_s: seconds(stay.heardAt_ms),
      received_s: seconds(heard.receivedAt_ms),
      seconds: stay.seconds,
    },
    ...{ up_total: String(stay.up.total), up_last: String(stay.up.last) },
    ...{ down_total: String(stay.down.total), down_last: String(stay.down.last) },
    ...(stay.end && {
      ended_s: seconds(stay.end.at_ms),
      ended_by: stay.end.by,
      end_cause: stay.end.cause,
    }),
  }
}

/** What a session begins with and keeps. */
const STANDING = sql`nas_id uuid, nas_session text, user_name_sealed text, station text, called_station text,
  nas_port text, interim_s int, started_s float8`

function standingColumns(tx: Tx, { id, stay, heard }: KeptSession) {
  return {
    ...{ nas_id: heard.nasId, nas_session: heard.nasSession, interim_s: heard.interim_s },
    user_name_sealed: tx.vault.seal(userNameOf(id), heard.userName),
    ...{ station: heard.station, called_station: heard.calledStation, nas_port: heard.nasPort },
    started_s: seconds(stay.startedAt_ms),
  }
}

/** Where the User-Name of a session is sealed. */
export function userNameOf(session: string): FieldAddress {
  return { table: 'access.session', column: 'user_name_sealed', row: session }
}

function seconds(ms: number): number {
  return ms / 1_000
}

/** Ends what is open on a NAS and began before a moment, where it was last heard: by our conclusion, so it may go on. */
export async function endOpenOfNas(
  tx: Tx,
  { nasId, before_ms, cause }: { nasId: string; before_ms: number; cause: string },
): Promise<void> {
  await sql`
    update access.session set ended_at = heard_at, ended_by = 'us', end_cause = ${cause}
     where nas_id = ${nasId} and ended_at is null and started_at < to_timestamp(${seconds(before_ms)})
  `.execute(tx.sql)
}
