import type { Read } from '#platform/tx.ts'

/** Is there such a site, and is it in use? What stands somewhere new stands at an open site. */
export async function isOpenSite(read: Read, siteId: string): Promise<boolean> {
  const found = await read.sql
    .selectFrom('organization.site')
    .select('id')
    .where('id', '=', siteId)
    .where('archived_at', 'is', null)
    .executeTakeFirst()
  return found !== undefined
}

/** For the edge: undefined where there is no such thing, which the handler says in its own words. */
export async function siteOfNas(read: Read, nasId: string): Promise<string | undefined> {
  const found = await read.sql
    .selectFrom('network.nas')
    .select('site_id')
    .where('id', '=', nasId)
    .executeTakeFirst()
  return found?.site_id
}

/** Null for a pool of everybody, which only those reach who work everywhere. */
export async function siteOfPool(read: Read, poolId: string): Promise<string | null | undefined> {
  const found = await read.sql
    .selectFrom('network.pool')
    .select('site_id')
    .where('id', '=', poolId)
    .executeTakeFirst()
  return found?.site_id
}
