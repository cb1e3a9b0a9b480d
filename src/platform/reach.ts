import { sql, type RawBuilder } from 'kysely'
import { assert } from '#kernel/assert.ts'
import { sitesFor, type Actor, type SiteScope } from '#kernel/actor.ts'
import type { Endpoint } from '#kernel/endpoint.ts'
import { siteNotYours } from '#platform/http/refusals.ts'
import type { Read } from '#platform/tx.ts'

/** The sites that limit a caller; everybody but staff is limited by other things than sites. */
export function sitesOf(actor: Actor, endpoint?: Pick<Endpoint, 'access'>): SiteScope {
  if (actor.kind !== 'staff') return 'all'
  const access = endpoint?.access
  return sitesFor(actor, access !== undefined && isPermission(access) ? access : undefined)
}

/**
 * The condition for rows at the sites of this unit's caller: `.where(atSites(read, sql.ref('nas.site_id')))`, or one of
 * the `filters` of a list. Rows of no site are for those who work everywhere.
 */
export function atSites(
  read: Pick<Read, 'sites'>,
  column: RawBuilder<unknown>,
): RawBuilder<boolean> {
  const { sites } = read
  return sites === 'all' ? sql`true` : sql`${column} = any(${sites}::uuid[])`
}

/** Whose portal it is that this unit works for: the edge lets nobody else to what is for subscribers. */
export function callingSubscriber({ actor }: Pick<Read, 'actor'>): string {
  assert(actor.kind === 'subscriber', 'the portal is for subscribers')
  return actor.id
}

/** Refuses what belongs to another site than those of this unit's caller, as if it were not there. */
export function refuseOtherSite(read: Pick<Read, 'sites'>, siteId: string | null): void {
  if (!reachesSite(read.sites, siteId)) throw siteNotYours()
}

export function reachesSite(sites: SiteScope, siteId: string | null): boolean {
  return sites === 'all' || (siteId !== null && sites.includes(siteId))
}

export function sitesInBoth(one: SiteScope, other: SiteScope): SiteScope {
  if (one === 'all') return other
  return other === 'all' ? one : one.filter((site) => other.includes(site))
}

export function isPermission(access: Endpoint['access']): access is `${string}.${string}` {
  return access.includes('.')
}
