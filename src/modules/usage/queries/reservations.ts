import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'

/** What a question was answered before. */
export async function findReservation(
  read: Read,
  { serviceId, sessionId, seq }: { serviceId: string; sessionId: string; seq: number },
): Promise<bigint | undefined> {
  const row = await read.sql
    .selectFrom('usage.reservation')
    .select('granted')
    .where('service_id', '=', serviceId)
    .where('session_id', '=', sessionId)
    .where('seq', '=', seq)
    .executeTakeFirst()
  return row?.granted
}

/** Services with promises that nobody came back for. */
export async function servicesWithExpired(read: Read, limit: number): Promise<string[]> {
  const { rows } = await sql<{ service_id: string }>`
    select distinct service_id from (
      select service_id from usage.reservation where ended_at is null and expires_at <= ${read.now}
      order by expires_at limit ${limit}) old order by service_id`.execute(read.sql)
  return rows.map(({ service_id }) => service_id)
}
