import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'

/** A lease, and for how long its pool keeps one. */
export type LeaseRow = {
  readonly poolId: string
  readonly serviceId: string
  readonly key: string
  readonly keep_h: number
}

const COLUMNS = sql`a.pool_id as "poolId", a.service_id as "serviceId", a.key, p.keep_h`
/** Routers that do not tell what they gave are believed to have given what they were told; many tell no prefixes. */
const IN_USE = sql`exists (
  select from access.session s where s.service_id = a.service_id and s.ended_at is null
     and case family(a.part)
         when 4 then s.ipv4 is null or s.ipv4 = a.part
         else s.delegated_prefix is null and s.ipv6_prefix is null
              or s.delegated_prefix = a.part or s.ipv6_prefix = a.part end)`

/** Leases of sessions that last, of which half the time is over. */
export async function leasesToRenew(read: Read, limit: number): Promise<LeaseRow[]> {
  const { rows } = await sql<LeaseRow>`
    select ${COLUMNS} from network.address a join network.pool p on p.id = a.pool_id
     where a.state = 'leased' and p.automatic and p.keep_h > 0
       and a.until < ${read.now}::timestamptz + p.keep_h * interval '30 minutes' and ${IN_USE}
     order by a.until limit ${limit}`.execute(read.sql)
  return rows
}

/** Leases of pools that keep none, whose sessions are over; or never began, which is known after some minutes. */
export async function leasesToGiveBack(read: Read, limit: number): Promise<LeaseRow[]> {
  const { rows } = await sql<LeaseRow>`
    select ${COLUMNS} from network.pool p join network.address a on a.pool_id = p.id
     where p.automatic and p.chosen_by = 'kasi' and p.keep_h = 0 and a.state = 'leased'
       and a.since < ${read.now}::timestamptz - interval '2 minutes' and not ${IN_USE}
     limit ${limit}`.execute(read.sql)
  return rows
}
