import { sql } from 'kysely'
import type { Conflict } from '#modules/network/index.ts'
import type { Read } from '#platform/tx.ts'

/** What two claim at once, seen from what the routers told. Ranges that are used again at other sites are told apart by router. */
export async function conflictsAmongOpen(read: Read, limit: number): Promise<Conflict[]> {
  const { rows } = await sql<Conflict>`
    with used as materialized (
      select session.service_id, session.nas_id, part.address
        from access.session
        cross join lateral (values (ipv4), (ipv6_prefix::inet), (delegated_prefix::inet)) as part(address)
       where session.ended_at is null and part.address is not null
    ), twice as (
      select address, 'used-twice' as kind, nas_id, array_agg(distinct service_id order by service_id) as service_ids
        from used where service_id is not null
       group by address, nas_id having count(distinct service_id) > 1
    ), strangers as (
      select used.address, case held.state when 'reserved' then 'reserved' else 'held-by-another' end as kind, used.nas_id,
        array_remove(array[used.service_id, held.service_id], null) as service_ids
        from network.address as held
        join used on used.address = held.part
        join network.nas as nas on nas.id = used.nas_id
        join network.pool as pool on pool.id = held.pool_id and pool.archived_at is null
         and (pool.nas_id is null or pool.nas_id = used.nas_id) and (pool.site_id is null or pool.site_id = nas.site_id)
       where held.state <> 'free' and (held.state = 'reserved' or held.service_id is distinct from used.service_id)
    )
    select distinct host(address) || case when masklen(address) in (32, 128) then '' else '/' || masklen(address) end as address,
      kind, nas_id as "nasId", service_ids::text[] as "serviceIds"
      from (select * from twice union all select * from strangers) as conflict
     order by 1, 2 limit ${limit}`.execute(read.sql)
  return rows
}
