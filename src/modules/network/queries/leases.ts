import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import { POOL_KINDS, type PoolRow } from '../contract.ts'
import { oneOf } from '../rules/one-of.ts'

/** A pool that sessions are served from, as the access to the network holds it in memory. */
export type PoolInPicture = Pick<
  PoolRow,
  'id' | 'name' | 'kind' | 'chosenBy' | 'siteId' | 'nasId' | 'dns' | 'keep_h'
> & { readonly accesses: readonly string[] }

/** Every pool in use that gives by itself, the nearest first: of a router, of a site, of everybody. */
export async function poolPicture(read: Read): Promise<PoolInPicture[]> {
  const rows = await read.sql
    .selectFrom('network.pool')
    .selectAll()
    .where('archived_at', 'is', null)
    .where('automatic', '=', true)
    .orderBy(sql`nas_id is null`)
    .orderBy(sql`site_id is null`)
    .orderBy(sql`accesses = '{}'`)
    .orderBy('name_key')
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, kind: oneOf(POOL_KINDS, row.kind) },
    ...{ chosenBy: oneOf(['kasi', 'router'], row.chosen_by), siteId: row.site_id },
    ...{ nasId: row.nas_id, dns: row.dns, keep_h: row.keep_h, accesses: row.accesses },
  }))
}

/** What a service holds of a pool until a moment: nobody else gets it before. */
export type HeldLease = {
  readonly serviceId: string
  readonly poolId: string
  /** Tells apart what one service holds at the same time. */
  readonly key: string
  readonly part: string
  readonly until_ms: number
}

const COLUMNS = sql`service_id as "serviceId", pool_id as "poolId", key, abbrev(part) as part,
  (extract(epoch from until) * 1000)::float8 as until_ms`

/** A page of the leases that have an end, in the order of services. `after` is the last one of the page before. */
export async function leasesPage(
  read: Read,
  page: { after: Pick<HeldLease, 'serviceId' | 'poolId' | 'key'> | null; limit: number },
): Promise<HeldLease[]> {
  const { after } = page
  const { rows } = await sql<HeldLease>`
    select ${COLUMNS} from network.address
     where state = 'leased' and until > ${read.now}::timestamptz
       and (${after === null} or (service_id, pool_id, key) >
            (${after?.serviceId ?? null}::uuid, ${after?.poolId ?? null}::uuid, ${after?.key ?? ''}))
     order by service_id, pool_id, key limit ${page.limit}`.execute(read.sql)
  return rows
}

/** What this service holds now. */
export async function leasesOfService(read: Read, serviceId: string): Promise<HeldLease[]> {
  const { rows } = await sql<HeldLease>`
    select ${COLUMNS} from network.address
     where state = 'leased' and until > ${read.now}::timestamptz and service_id = ${serviceId}`.execute(
    read.sql,
  )
  return rows
}
