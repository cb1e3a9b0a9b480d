import type { Read } from '#platform/tx.ts'
import type { PlanVersion } from '../contract.ts'
import { planVersionsNow } from './plan-version.ts'

/** What everybody can buy now, of one kind of service where said, with the sites where it is sold; no site: everywhere. */
export async function versionsOnSale(
  read: Read,
  of: { readonly serviceTypeId?: string } = {},
): Promise<{ version: PlanVersion; siteIds: readonly string[] | null }[]> {
  const rows = await read.sql
    .selectFrom('catalog.plan_version as version')
    .innerJoin('catalog.plan as plan', 'plan.id', 'version.plan_id')
    .distinctOn('version.plan_id')
    .select(['version.id', 'plan.site_ids'])
    .where('plan.state', '=', 'open')
    .where('plan.kind', '=', 'listed')
    .where('plan.audience', '=', 'everybody')
    .where('version.state', '=', 'published')
    .where('version.sell_from', '<=', read.now)
    .where((where) =>
      where.or([
        where('version.sell_until', 'is', null),
        where('version.sell_until', '>', read.now),
      ]),
    )
    .$if(of.serviceTypeId !== undefined, (query) =>
      query.where('plan.service_type_id', '=', of.serviceTypeId ?? ''),
    )
    .orderBy('version.plan_id')
    .orderBy('version.number', 'desc')
    .limit(1000)
    .execute()
  const versions = await planVersionsNow(
    read,
    rows.map(({ id }) => id),
  )
  return rows.flatMap(({ id, site_ids }) => {
    const version = versions.get(id)
    return version ? [{ version, siteIds: site_ids }] : []
  })
}

/** The sites at which the plan of a version is sold; null: at all. */
export async function sitesOfPlan(
  read: Read,
  planVersionId: string,
): Promise<readonly string[] | null> {
  const row = await read.sql
    .selectFrom('catalog.plan_version as version')
    .innerJoin('catalog.plan as plan', 'plan.id', 'version.plan_id')
    .select('plan.site_ids')
    .where('version.id', '=', planVersionId)
    .executeTakeFirst()
  return row?.site_ids ?? null
}
