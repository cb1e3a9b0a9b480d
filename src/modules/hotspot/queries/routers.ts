import { sql } from 'kysely'
import { sitesOfPlan } from '#modules/catalog/index.ts'
import { routersAt } from '#modules/network/index.ts'
import { anyOf } from '#platform/sql-array.ts'
import type { Read } from '#platform/tx.ts'

/**
 * The routers at which time of a plan may be used: those of the sites where it is sold; none said: all. The page of a door is an address like
 * any other, so whoever opened that of a cheaper place would take its hour along.
 */
export async function routersFor(read: Read, planVersionId: string): Promise<string[]> {
  const sites = await sitesOfPlan(read, planVersionId)
  return sites === null ? [] : routersAt(read, sites)
}

/** Passes that are good at routers of this one's site, and not at this one: it came later, or in place of one that broke. */
export async function passesBeside(read: Read, nasId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select pass.id from hotspot.pass
    join services.service on service.id = pass.id
    where pass.ended_at is null and not (service.nas_ids @> array[${nasId}::uuid])
      and service.nas_ids && (select array_agg(nas.id) from network.nas
        where nas.site_id = (select site_id from network.nas as here where here.id = ${nasId}))`.execute(
    read.sql,
  )
  return rows.map(({ id }) => id)
}

/** Whether time that is bound to these routers, or to none, can be used at a site. */
export async function isGoodAt(
  read: Read,
  nasIds: readonly string[],
  siteId: string,
): Promise<boolean> {
  if (nasIds.length === 0) return true
  const row = await read.sql
    .selectFrom('network.nas')
    .select('id')
    .where('id', '=', anyOf(nasIds))
    .where('site_id', '=', siteId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
