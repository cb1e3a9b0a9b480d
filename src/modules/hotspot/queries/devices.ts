import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'

/** The one service that is recognised by this device. */
export async function deviceRowOf(
  read: Read,
  mac: string,
): Promise<{ id: string; serviceId: string } | undefined> {
  const row = await read.sql
    .selectFrom('services.device')
    .select(['id', 'service_id'])
    .where('mac', '=', sql<string>`${mac}::macaddr`)
    .where('role', '=', 'login')
    .executeTakeFirst()
  return row && { id: row.id, serviceId: row.service_id }
}
