import { sql } from 'kysely'
import { idsOf, listOf } from '#platform/sql-list.ts'
import type { Tx } from '#platform/tx.ts'
import type { Stay } from '../rules/account.ts'
import type { Heard } from '../rules/hear.ts'
import { userNameOf } from '../store.ts'

/** The transaction that wrote a row last; null until it has. One for all rows that a batch writes. */
export type Writing = { xid: string | null }

/** A session as it lies in the table: what the rules know, whose it is, and what late records may add. */
export type StoredSession = {
  readonly id: string
  readonly key: string
  readonly serviceId: string | null
  readonly stay: Stay
  readonly class: string | null
  readonly ipv4: string | null
  readonly ipv6Prefix: string | null
  readonly delegatedPrefix: string | null
  readonly written: Writing
}

/** A session as a batch leaves it, with its last record, for what belongs to the session as a whole. */
export type KeptSession = { readonly session: StoredSession; readonly heard: Heard }

/** One that was there, and how. */
export type MovedSession = KeptSession & { readonly before: StoredSession }

export type SessionRow = {
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
  class: string | null
  ipv4: string | null
  ipv6_prefix: string | null
  delegated_prefix: string | null
  xid: string
}

/** Locks the sessions of these keys, in the order of the keys, so that two batches never wait for each other in a circle. */
export async function lockSessions(
  tx: Tx,
  keys: readonly string[],
): Promise<Map<string, StoredSession>> {
  if (keys.length === 0) return new Map()
  const { rows } = await sql<SessionRow>`
    /* often */ select ${SESSION_COLUMNS} from access.session
     where key = any(${idsOf(keys, (key) => key)}::uuid[]) order by key for update
  `.execute(tx.sql)
  return new Map(rows.map((row) => [row.key, sessionOf(row)]))
}

export const SESSION_COLUMNS = sql`
  id, key, service_id, seconds, up_total, up_last, down_total, down_last, ended_by, end_cause, class,
  host(ipv4) as ipv4, ipv6_prefix, delegated_prefix, xmin::text as xid,
  (extract(epoch from started_at) * 1000)::float8 as started_ms,
  (extract(epoch from heard_at) * 1000)::float8 as heard_ms,
  (extract(epoch from ended_at) * 1000)::float8 as ended_ms`

export function sessionOf(row: SessionRow): StoredSession {
  const { ended_by: by, ended_ms: at_ms } = row
  const stay: Stay = {
    startedAt_ms: row.started_ms,
    heardAt_ms: row.heard_ms,
    seconds: row.seconds,
    up: { total: row.up_total, last: row.up_last },
    down: { total: row.down_total, last: row.down_last },
    end: by && at_ms !== null ? { at_ms, by, cause: row.end_cause ?? 'unknown' } : null,
  }
  return {
    id: row.id,
    key: row.key,
    serviceId: row.service_id,
    stay,
    class: row.class,
    ipv4: row.ipv4,
    ipv6Prefix: row.ipv6_prefix,
    delegatedPrefix: row.delegated_prefix,
    written: { xid: row.xid },
  }
}

/** How many rows were written, and by which transaction. */
type Written = { readonly written: number; readonly xid: string }

const NOTHING: Written = { written: 0, xid: '' }

/**
 * Adds sessions that no batch knew yet. Says how many: fewer than given when one of them is there already, and then the unit must
 * be tried again with that one in view.
 */
export async function insertSessions(tx: Tx, kept: readonly KeptSession[]): Promise<Written> {
  if (kept.length === 0) return NOTHING
  const { rows } = await sql<Written>`
    /* often */ with added as (${addingSessions(tx, kept)})
    select count(*)::int as written, ${XID} from added
  `.execute(tx.sql)
  return rows[0] ?? NOTHING
}

/** The transaction in which this is said. */
export const XID = sql`pg_current_xact_id()::xid::text as xid`

/** As a part of a statement. */
export function addingSessions({ vault }: Pick<Tx, 'vault'>, kept: readonly KeptSession[]) {
  const sessions = kept.map(({ session }) => session)
  const heard = kept.map((one) => one.heard)
  const sealed = kept.map(({ session, heard: { userName } }) =>
    vault.seal(userNameOf(session.id), userName),
  )
  return sql`
      insert into access.session (
        id, key, nas_id, service_id, class, nas_session, user_name_sealed, station, called_station, nas_port,
        ipv4, ipv6_prefix, delegated_prefix, interim_s, told, started_at, heard_at, received_at, seconds,
        up_total, up_last, down_total, down_last, ended_at, ended_by, end_cause)
      select id, key, nas_id, service_id, class, nas_session, user_name_sealed, station, called_station, nas_port,
        ipv4, ipv6_prefix, delegated_prefix, interim_s, told,
        to_timestamp(started_s), to_timestamp(heard_s), to_timestamp(received_s), seconds,
        up_total, up_last, down_total, down_last, to_timestamp(ended_s), ended_by, end_cause
      from unnest(
        ${idsOf(sessions, ({ id }) => id)}::uuid[],
        ${idsOf(sessions, ({ key }) => key)}::uuid[],
        ${idsOf(heard, ({ nasId }) => nasId)}::uuid[],
        ${idsOf(sessions, ({ serviceId }) => serviceId)}::uuid[],
        ${idsOf(sessions, (one) => one.class)}::uuid[],
        ${listOf(heard, ({ nasSession }) => nasSession)}::text[],
        ${listOf(sealed, (text) => text)}::text[],
        ${listOf(heard, ({ station }) => station)}::text[],
        ${listOf(heard, ({ calledStation }) => calledStation)}::text[],
        ${listOf(heard, ({ nasPort }) => nasPort)}::text[],
        ${listOf(sessions, ({ ipv4 }) => ipv4)}::inet[],
        ${listOf(sessions, ({ ipv6Prefix }) => ipv6Prefix)}::cidr[],
        ${listOf(sessions, ({ delegatedPrefix }) => delegatedPrefix)}::cidr[],
        ${listOf(heard, ({ interim_s }) => interim_s)}::int[],
        ${listOf(heard, ({ told }) => told)}::text[],
        ${listOf(sessions, ({ stay }) => seconds(stay.startedAt_ms))}::float8[],
        ${moving(kept)}
      ) as s(id, key, nas_id, service_id, class, nas_session, user_name_sealed, station, called_station, nas_port,
        ipv4, ipv6_prefix, delegated_prefix, interim_s, told, started_s, ${MOVING})
      on conflict (key) do nothing returning 1`
}

/**
 * Writes what a batch changed of sessions that were there, each as far as nobody has written it since it was read: a process
 * remembers what it wrote, and need not read it again. Says how many; fewer than given means that some must be read.
 */
export async function updateSessions(tx: Tx, kept: readonly MovedSession[]): Promise<Written> {
  if (kept.length === 0) return NOTHING
  const { rows } = await sql<Written>`
    /* often */ with moved as (${movingSessions(kept)})
    select count(*)::int as written, ${XID} from moved
  `.execute(tx.sql)
  return rows[0] ?? NOTHING
}

/** As a part of a statement. */
export function movingSessions(kept: readonly MovedSession[]) {
  return sql`
      update access.session t set
        heard_at = to_timestamp(s.heard_s), received_at = to_timestamp(s.received_s), seconds = s.seconds,
        up_total = s.up_total, up_last = s.up_last, down_total = s.down_total, down_last = s.down_last,
        ended_at = to_timestamp(s.ended_s), ended_by = s.ended_by, end_cause = s.end_cause,
        silent_since = null
      from unnest(
        ${idsOf(kept, ({ session }) => session.key)}::uuid[],
        ${listOf(kept, ({ before }) => before.written.xid)}::xid[],
        ${moving(kept)}
      ) as s(key, xid, ${MOVING})
      where t.key = s.key and t.xmin = s.xid
      returning 1`
}

/** What came to be known late of sessions that are there: whose they are, and their addresses. */
export async function fillSessions(tx: Tx, sessions: readonly StoredSession[]): Promise<void> {
  if (sessions.length === 0) return
  await sql`
    /* often */ update access.session t set
      service_id = s.service_id, class = s.class,
      ipv4 = s.ipv4, ipv6_prefix = s.ipv6_prefix, delegated_prefix = s.delegated_prefix
    from unnest(
      ${idsOf(sessions, ({ key }) => key)}::uuid[],
      ${idsOf(sessions, ({ serviceId }) => serviceId)}::uuid[],
      ${idsOf(sessions, (one) => one.class)}::uuid[],
      ${listOf(sessions, ({ ipv4 }) => ipv4)}::inet[],
      ${listOf(sessions, ({ ipv6Prefix }) => ipv6Prefix)}::cidr[],
      ${listOf(sessions, ({ delegatedPrefix }) => delegatedPrefix)}::cidr[]
    ) as s(key, service_id, class, ipv4, ipv6_prefix, delegated_prefix)
    where t.key = s.key
  `.execute(tx.sql)
}

/** What changes while a session lasts. */
const MOVING = sql`heard_s, received_s, seconds, up_total, up_last, down_total, down_last, ended_s, ended_by, end_cause`

function moving(kept: readonly KeptSession[]) {
  const stays = kept.map(({ session }) => session.stay)
  return sql`
    ${listOf(stays, ({ heardAt_ms }) => seconds(heardAt_ms))}::float8[],
    ${listOf(kept, ({ heard }) => seconds(heard.receivedAt_ms))}::float8[],
    ${listOf(stays, (stay) => stay.seconds)}::int[],
    ${listOf(stays, ({ up }) => up.total)}::bigint[],
    ${listOf(stays, ({ up }) => up.last)}::bigint[],
    ${listOf(stays, ({ down }) => down.total)}::bigint[],
    ${listOf(stays, ({ down }) => down.last)}::bigint[],
    ${listOf(stays, ({ end }) => end && seconds(end.at_ms))}::float8[],
    ${listOf(stays, ({ end }) => end && end.by)}::text[],
    ${listOf(stays, ({ end }) => end && end.cause)}::text[]`
}

function seconds(ms: number): number {
  return ms / 1_000
}
