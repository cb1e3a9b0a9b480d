import { type Expression, sql } from 'kysely'
import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import type { Rate } from '#kernel/rate.ts'
import { among, listRows } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import type {
  listPastSessions,
  listSessions,
  LiveSession,
  PastSession,
} from '../contract/sessions.ts'
import { isSilent } from '../rules/slots.ts'
import { isObeyed, parseTold } from '../rules/told.ts'
import { userNameOf } from '../store.ts'
import { judgeFor, type Judge } from './judge.ts'
import { atRouters, servicesNamed, type ServiceNamed } from './names.ts'
import { sessionsFoundBy } from './search.ts'

/** Live sessions at the caller's sites. */
export async function sessionsPage(
  read: Read,
  input: ParsedInputOf<typeof listSessions>,
): Promise<ReplyOf<typeof listSessions>> {
  const found = await sessionsFoundBy(read, input.q)
  const page = await listRows(read, input, {
    name: 'access.list-sessions',
    query: liveRows(read).where('session.ended_at', 'is', null),
    id: sql.ref('session.id'),
    sorts: { startedAt: { by: sql.ref('session.started_at'), type: 'timestamptz' } },
    filters: [
      atRouters(read, sql.ref('session.nas_id'), input.siteId),
      among(sql.ref('session.nas_id'), input.nasId),
      among(sql.ref('session.service_id'), input.serviceId),
      input.state && inState(read, input.state),
    ],
    search: () => found,
    item: (row) => row,
  })
  return { ...page, items: await liveSessions(read, page.items) }
}

/** Sessions that are over, those of today among them. */
export async function pastPage(
  read: Read,
  input: ParsedInputOf<typeof listPastSessions>,
): Promise<ReplyOf<typeof listPastSessions>> {
  const found = await sessionsFoundBy(read, input.q)
  const filters = [
    atRouters(read, sql.ref('session.nas_id'), input.siteId),
    among(sql.ref('session.nas_id'), input.nasId),
    among(sql.ref('session.service_id'), input.serviceId),
    input.q === undefined ? undefined : found,
  ].filter((one) => one !== undefined)
  const page = await listRows(read, input, {
    name: 'access.list-past-sessions',
    query: pastRows(read, filters),
    id: sql.ref('session.id'),
    sorts: { startedAt: { by: sql.ref('session.started_at'), type: 'timestamptz' } },
    filters,
    search: () => sql`true`,
    item: (row) => row,
  })
  return { ...page, items: await pastSessions(read, page.items) }
}

export function liveRows(read: Read) {
  return read.sql
    .selectFrom('access.session as session')
    .innerJoin('network.nas as nas', 'nas.id', 'session.nas_id')
    .innerJoin('organization.site as site', 'site.id', 'nas.site_id')
    .leftJoin('access.mark as mark', (join) =>
      join.on(sql<boolean>`mark.mark = substring(session.told from 2 for 8)`),
    )
    .select(['session.id', 'session.key', 'session.service_id', 'session.nas_id'])
    .select(['session.station', 'session.nas_port', 'session.user_name_sealed', 'session.told'])
    .select(['session.started_at', 'session.received_at', 'session.heard_at', 'session.seconds'])
    .select(['session.up_total', 'session.down_total', 'session.interim_s', 'session.ended_at'])
    .select(['session.ended_by', 'session.end_cause', 'session.end_wanted_because'])
    .select(['session.enforce_failures', 'session.enforce_said', 'session.nas_session'])
    .select([
      'session.called_station',
      'session.silent_since',
      'nas.name as nas_name',
      'nas.site_id',
    ])
    .select(['site.name as site_name', 'mark.down_bps', 'mark.up_bps'])
    .select(ADDRESSES)
}
export type LiveRow = Awaited<ReturnType<ReturnType<typeof liveRows>['executeTakeFirstOrThrow']>>

const ADDRESSES = [
  sql<string | null>`host(session.ipv4)`.as('address'),
  sql<string | null>`session.ipv6_prefix::text`.as('prefix'),
  sql<string | null>`session.delegated_prefix::text`.as('delegated'),
] as const

/**
 * A session waits a day among the live ones for late records before it goes to the past. Those that wait are picked out first (`offset 0` keeps
 * PostgreSQL from doing otherwise), by what is asked of them, and sorted: in the order of their beginnings all that is open may stand before
 * the first that is over, as after a blackout. The past itself is read on in the order of its indexes, and counted first.
 */
export function pastRows(read: Read, filters: readonly Expression<unknown>[] = []) {
  const columns = sql`id, nas_id, service_id, station, called_station, nas_port, nas_session, ipv4, ipv6_prefix,
    delegated_prefix, interim_s, started_at, seconds, up_total, down_total, ended_at, ended_by, end_cause`
  type Over = {
    id: string
    nas_id: string
    service_id: string | null
    station: string | null
    called_station: string | null
    nas_port: string | null
    nas_session: string
    interim_s: number | null
    started_at: Temporal.Instant
    seconds: number
    up_total: bigint
    down_total: bigint
    ended_at: Temporal.Instant
    ended_by: string
    end_cause: string | null
  }
  const conditions = sql.join([sql`ended_at is not null`, ...filters], sql` and `)
  const all = sql<Over>`(
    select ${columns} from access.past_session
    union all (select ${columns} from access.session where ${conditions} offset 0))`
  return read.sql
    .selectFrom(all.as('session'))
    .innerJoin('network.nas as nas', 'nas.id', 'session.nas_id')
    .innerJoin('organization.site as site', 'site.id', 'nas.site_id')
    .selectAll('session')
    .select(['nas.name as nas_name', 'nas.site_id', 'site.name as site_name'])
    .select(ADDRESSES)
}
export type PastRow = Awaited<ReturnType<ReturnType<typeof pastRows>['executeTakeFirstOrThrow']>>

function inState(
  read: Read,
  state: 'changing' | 'ending' | 'trouble' | 'silent' | 'walled-garden',
) {
  switch (state) {
    case 'ending':
      return sql`session.end_wanted_at is not null`
    case 'trouble':
      return sql`session.enforce_failures > 0`
    case 'changing':
      return sql`session.enforcing_until > ${read.now}::timestamptz`
    case 'walled-garden':
      return sql`session.told like 'w%'`
    case 'silent':
      // Marked once a minute (mark-silent); one that speaks loses its mark.
      return sql`session.silent_since is not null`
  }
}

export async function liveSessions(read: Read, rows: readonly LiveRow[]): Promise<LiveSession[]> {
  const services = await servicesNamed(
    read,
    rows.map((row) => row.service_id),
  )
  const judge = await judgeFor(
    read,
    rows.flatMap((row) => row.service_id ?? []),
  )
  return rows.map((row) => liveSession(read, row, { services, judge }))
}

type Around = { services: Map<string, ServiceNamed>; judge: Judge }

function liveSession(read: Read, row: LiveRow, { services, judge }: Around): LiveSession {
  const told = row.told === null ? null : parseTold(row.told)
  const meant = row.service_id === null ? undefined : judge.meant(row.service_id)
  const obeys = meant?.do === 'serve' && (told === null || isObeyed(told, meant.told))
  const meantRate = meant?.do === 'serve' ? (meant.allowance.rate ?? null) : null
  const seconds = read.now.since(row.started_at).total('seconds')
  return {
    ...stayOf(row, services),
    seconds: Math.max(0, Math.round(seconds)),
    userName: read.vault.open(userNameOf(row.id), row.user_name_sealed),
    heardAt: row.received_at.toString(),
    state: stateOf(row, row.service_id === null || obeys, judge.now_ms),
    serving: told?.serving ?? null,
    told: meant?.do === 'serve' && told?.mark === meant.told.mark ? meantRate : rateOf(row),
    meant: meantRate,
    endWantedBecause: row.end_wanted_because,
    said: row.enforce_said,
  }
}

function stateOf(row: LiveRow, obeys: boolean, now_ms: number): LiveSession['state'] {
  const heard = { heardAt_ms: row.received_at.epochMilliseconds, interim_s: row.interim_s }
  if (row.enforce_failures > 0) return 'trouble'
  if (row.end_wanted_because !== null) return 'ending'
  if (row.silent_since !== null || isSilent(heard, now_ms)) return 'silent'
  return obeys ? 'well' : 'changing'
}

export function rateOf(row: { down_bps: bigint | null; up_bps: bigint | null }): Rate | null {
  return row.down_bps === null || row.up_bps === null
    ? null
    : { down_bps: Number(row.down_bps), up_bps: Number(row.up_bps) }
}

export async function pastSessions(read: Read, rows: readonly PastRow[]): Promise<PastSession[]> {
  const services = await servicesNamed(
    read,
    rows.map((row) => row.service_id),
  )
  return rows.map((row) => ({
    ...stayOf(row, services),
    seconds: row.seconds,
    endedAt: row.ended_at.toString(),
    endedBy: row.ended_by === 'nas' ? 'nas' : 'us',
    cause: row.end_cause ?? 'unknown',
  }))
}

export function stayOf(row: PastRow | LiveRow, services: Map<string, ServiceNamed>) {
  return {
    id: row.id,
    service: (row.service_id !== null && services.get(row.service_id)) || null,
    nas: { id: row.nas_id, name: row.nas_name },
    siteId: row.site_id,
    siteName: row.site_name,
    station: row.station,
    nasPort: row.nas_port,
    ipv4: row.address,
    ipv6Prefix: row.prefix,
    delegatedPrefix: row.delegated,
    startedAt: row.started_at.toString(),
    up: String(row.up_total),
    down: String(row.down_total),
  }
}
