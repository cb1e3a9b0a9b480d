import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import type { OpenSession } from '../rules/slots.ts'

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

/** A page of the sessions that are open, in the order of their keys, which is how this process knows them. Those of nobody’s service take nobody’s place. */
export async function openSessions(
  read: Read,
  page: { after: string | null; limit: number },
): Promise<(OpenSession & { serviceId: string })[]> {
  const { rows } = await sql<OpenSessionRow>`
    select key as id, service_id, nas_id, station, nas_port, interim_s,
           (extract(epoch from started_at) * 1000)::float8 as started_ms,
           (extract(epoch from received_at) * 1000)::float8 as heard_ms
      from access.session
     where ended_at is null and service_id is not null and (${page.after}::uuid is null or key > ${page.after}::uuid)
     order by key limit ${page.limit}
  `.execute(read.sql)
  return rows.map((row) => ({
    ...{ id: row.id, serviceId: row.service_id, nasId: row.nas_id, station: row.station },
    ...{ nasPort: row.nas_port, interim_s: row.interim_s },
    ...{ startedAt_ms: row.started_ms, heardAt_ms: row.heard_ms },
  }))
}

type OpenSessionRow = {
  id: string
  service_id: string
  nas_id: string
  station: string | null
  nas_port: string | null
  interim_s: number | null
  started_ms: number
  heard_ms: number
}
