import { type Expression, sql } from 'kysely'
import { subscriberNames } from '#modules/subscribers/index.ts'
import { among } from '#platform/list.ts'
import { atSites } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'

export type ServiceNamed = {
  id: string
  number: string
  subscriber: { id: string; number: string; name: string }
}

/** Services of a page with whose they are: two statements, however many. */
export async function servicesNamed(
  read: Read,
  ids: readonly (string | null)[],
): Promise<Map<string, ServiceNamed>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await read.sql
    .selectFrom('services.service')
    .select(['id', 'number', 'subscriber_id'])
    .where('id', 'in', wanted)
    .execute()
  const names = await subscriberNames(read, [...new Set(rows.map((row) => row.subscriber_id))])
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        number: row.number,
        subscriber: {
          id: row.subscriber_id,
          ...(names.get(row.subscriber_id) ?? { number: '', name: '' }),
        },
      },
    ]),
  )
}

/** For the edge: null for a service of no site, undefined where there is none. */
export async function siteOfService(
  read: Read,
  serviceId: string,
): Promise<string | null | undefined> {
  const row = await read.sql
    .selectFrom('services.service')
    .select('site_id')
    .where('id', '=', serviceId)
    .executeTakeFirst()
  return row?.site_id
}

export async function siteOfNas(read: Read, nasId: string): Promise<string | undefined> {
  const row = await read.sql
    .selectFrom('network.nas')
    .select('site_id')
    .where('id', '=', nasId)
    .executeTakeFirst()
  return row?.site_id
}

/**
 * Rows of routers at the caller's sites, and at these. Said of the routers' ids, which indexes know: by way of a join all rows there are would be
 * looked at to count those of one site.
 */
export function atRouters(
  read: Read,
  column: Expression<unknown>,
  siteIds?: readonly string[],
): Expression<unknown> | undefined {
  const wanted = among(sql.ref('site_id'), siteIds)
  if (read.sites === 'all' && !wanted) return undefined
  const there = sql`${atSites(read, sql.ref('site_id'))} and ${wanted ?? sql`true`}`
  return sql`${column} = any(array(select id from network.nas where ${there}))`
}
