import { sql } from 'kysely'
import { listOf } from '#platform/sql-list.ts'
import type { Read } from '#platform/tx.ts'
import { parseTold } from '../rules/told.ts'
import type { LiveSession } from '../server/picture.ts'
import { userNameOf } from '../store.ts'

/** A page of services with their change numbers, in the order of ids: for the comparison of a picture with the truth. */
export async function serviceChanges(
  read: Read,
  page: { after: string | null; limit: number },
): Promise<{ id: string; change: bigint }[]> {
  return read.sql
    .selectFrom('services.service')
    .select(['id', 'change'])
    .where('status', '<>', 'ended')
    .$if(page.after !== null, (query) => query.where('id', '>', page.after ?? ''))
    .orderBy('id')
    .limit(page.limit)
    .execute()
}

/** Which of these are not served any more. */
export async function servicesGone(read: Read, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${listOf(ids, (id) => id)}::uuid[]) as held (id)
     where not exists (
       select 1 from services.service where service.id = held.id and service.status <> 'ended')
  `.execute(read.sql)
  return rows.map(({ id }) => id)
}

const COLUMNS = sql`key, id, service_id, nas_id, station, nas_port, interim_s, user_name_sealed, nas_session,
  host(ipv4) as ipv4, told, end_wanted_because, ended_at is not null as is_over,
  (extract(epoch from started_at) * 1000)::float8 as started_ms,
  (extract(epoch from received_at) * 1000)::float8 as heard_ms`

/** A page of the sessions that are open, in the order of their keys. Those of nobody’s service take nobody’s place. */
export async function openSessions(
  read: Read,
  page: { after: string | null; limit: number },
): Promise<SessionOfService[]> {
  const { rows } = await sql<SessionRow>`
    select ${COLUMNS} from access.session
     where ended_at is null and service_id is not null and (${page.after}::uuid is null or key > ${page.after}::uuid)
     order by key limit ${page.limit}
  `.execute(read.sql)
  return rows.map((row) => sessionOf(read, row))
}

/** A page of the keys of those sessions, in their order, with whose they are. */
export async function openKeys(
  read: Read,
  page: { after: string | null; limit: number },
): Promise<{ key: string; serviceId: string }[]> {
  const { rows } = await sql<{ key: string; serviceId: string }>`
    select key, service_id as "serviceId" from access.session
     where ended_at is null and service_id is not null and (${page.after}::uuid is null or key > ${page.after}::uuid)
     order by key limit ${page.limit}
  `.execute(read.sql)
  return rows
}

/** The open sessions of these services. */
export async function sessionsOfServices(
  read: Read,
  serviceIds: readonly string[],
): Promise<SessionOfService[]> {
  const { rows } = await sql<SessionRow>`
    select ${COLUMNS} from access.session where service_id = any(${serviceIds}::uuid[]) and ended_at is null
  `.execute(read.sql)
  return rows.map((row) => sessionOf(read, row))
}

/** These sessions, over or not. */
export async function sessionsByKey(
  read: Read,
  keys: readonly string[],
): Promise<(SessionOfService & { isOver: boolean })[]> {
  const { rows } = await sql<SessionRow>`
    select ${COLUMNS} from access.session where key = any(${keys}::uuid[]) and service_id is not null
  `.execute(read.sql)
  return rows.map((row) => ({ ...sessionOf(read, row), isOver: row.is_over }))
}

export type SessionOfService = LiveSession & { readonly serviceId: string }

function sessionOf(read: Read, row: SessionRow): SessionOfService {
  return {
    ...{ id: row.key, serviceId: row.service_id, nasId: row.nas_id, station: row.station },
    ...{ nasPort: row.nas_port, interim_s: row.interim_s },
    ...{ startedAt_ms: row.started_ms, heardAt_ms: row.heard_ms },
    userName: read.vault.open(userNameOf(row.id), row.user_name_sealed),
    ...{ nasSession: row.nas_session, ipv4: row.ipv4, endWanted: row.end_wanted_because },
    told: row.told === null ? null : parseTold(row.told),
  }
}

type SessionRow = {
  key: string
  id: string
  service_id: string
  nas_id: string
  station: string | null
  nas_port: string | null
  interim_s: number | null
  user_name_sealed: string
  nas_session: string
  ipv4: string | null
  told: string | null
  end_wanted_because: string | null
  is_over: boolean
  started_ms: number
  heard_ms: number
}
