import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import { atSites } from '#platform/reach.ts'
import { outage as outageShape, type Outage } from '../contract.ts'

const SHOWN_MAX = 20

export async function outagesNow(read: Read, outageId?: string): Promise<Outage[]> {
  const rows = await read.sql
    .selectFrom('notices.outage')
    .selectAll()
    .where(sql<boolean>`${atSites(read, sql.ref('site_id'))}`)
    .$if(outageId !== undefined, (query) => query.where('id', '=', outageId ?? ''))
    .orderBy('told_at', 'desc')
    .limit(SHOWN_MAX)
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, siteId: row.site_id, what: outageShape.shape.what.parse(row.what) },
    ...{ at: row.at?.toString() ?? null, toldAt: row.told_at.toString(), told: row.told },
    isDone: row.done_at !== null,
  }))
}

/** The oldest that is not told to everybody yet, locked. */
export async function openOutage(read: Read) {
  const row = await read.sql
    .selectFrom('notices.outage as outage')
    .innerJoin('organization.site as site', 'site.id', 'outage.site_id')
    .select(['outage.id', 'outage.site_id', 'site.name', 'outage.what', 'outage.at'])
    .select('outage.told_up_to')
    .where('outage.done_at', 'is', null)
    .orderBy('outage.told_at')
    .limit(1)
    .forUpdate('outage')
    .executeTakeFirst()
  return (
    row && {
      ...{ id: row.id, siteId: row.site_id, siteName: row.name, at: row.at, upTo: row.told_up_to },
      what: outageShape.shape.what.parse(row.what),
    }
  )
}

export async function servicesAtSite(
  read: Read,
  { siteId, after, limit }: { siteId: string; after: string | null; limit: number },
): Promise<{ serviceId: string; subscriberId: string }[]> {
  const rows = await read.sql
    .selectFrom('services.service')
    .select(['id', 'subscriber_id'])
    .where('site_id', '=', siteId)
    .where('status', '=', 'active')
    .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ serviceId: row.id, subscriberId: row.subscriber_id }))
}

export async function countAtSite(read: Read, siteId: string): Promise<number> {
  const { count } = await read.sql
    .selectFrom('services.service')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('site_id', '=', siteId)
    .where('status', '=', 'active')
    .executeTakeFirstOrThrow()
  return Number(count)
}
