import { sql, type Expression } from 'kysely'
import type { Read } from '#platform/tx.ts'

/** More than anybody looks through; whoever searches for `1` means none of them. */
const FOUND_MAX = 250
const ADDRESS = /^(?:\d{1,3}\.){3}\d{1,3}$/

/**
 * The condition for a search among sessions: names and numbers are the services', addresses are those that were used. Each is looked up
 * first, because of conditions with `or` between tables PostgreSQL makes a look at every row.
 */
export async function sessionsFoundBy(
  read: Read,
  q: string | undefined,
): Promise<Expression<unknown>> {
  const given = q?.trim().toLowerCase() ?? ''
  if (given === '') return sql`true`
  const services = await servicesCalled(read, given)
  const sessions = isAddress(given) ? await sessionsAt(read, given) : []
  const station = stationIn(given)
  return sql`(${sql.join(
    [
      sql`session.service_id = any(${services}::uuid[])`,
      ...(sessions.length > 0 ? [sql`session.id = any(${sessions}::uuid[])`] : []),
      ...(station === null ? [] : [sql`session.station = ${station}`]),
    ],
    sql` or `,
  )})`
}

/** Services whose name to dial with, or number, begins so. */
async function servicesCalled(read: Read, q: string): Promise<string[]> {
  const named = await read.sql
    .selectFrom('services.credential')
    .select('service_id as id')
    .where(sql<boolean>`lower(username) >= ${q} and lower(username) < ${`${q}~`}`)
    .limit(FOUND_MAX)
    .execute()
  return [...named.map(({ id }) => id), ...(await servicesNumbered(read, q))]
}

export async function servicesNumbered(read: Read, q: string): Promise<string[]> {
  const digits = q.replaceAll(/[\s.-]/g, '')
  if (!/^[1-9]\d{1,11}$/.test(digits)) return []
  const rows = await read.sql
    .selectFrom('services.service')
    .select('id')
    .where('number', '>=', digits)
    .where('number', '<', `${digits}:`)
    .limit(FOUND_MAX)
    .execute()
  return rows.map(({ id }) => id)
}

async function sessionsAt(read: Read, address: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    (select id from access.session where ipv4 = ${address} order by started_at desc limit ${FOUND_MAX})
    union
    (select session_id from network.address_use where address = ${address} order by started_at desc limit ${FOUND_MAX})
  `.execute(read.sql)
  return rows.map(({ id }) => id)
}

function isAddress(q: string): boolean {
  return ADDRESS.test(q) && q.split('.').every((part) => Number(part) < 256)
}

/** A whole MAC address, however it is spelled; nothing for a part of one. */
export function stationIn(q: string): string | null {
  const hex = q.toLowerCase().replaceAll(/[^0-9a-f]/g, '')
  return hex.length === 12 ? (hex.toUpperCase().match(/../g) ?? []).join(':') : null
}
