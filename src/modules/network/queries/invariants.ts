import { sql } from 'kysely'
import type { Invariant } from '#platform/manifest.ts'
import { BUILT_IN_PROFILES } from '../rules/built-in-profiles.ts'

/** Wherever speeds are shared out over a tree, a circle would have no root to begin at. */
export const uplinksLeadOut: Invariant = {
  name: 'network.uplinks-lead-out',
  sentence: 'Following the primary uplinks of a site ends at a provider, never in a circle.',
  violations: async (read) => {
    const found = await sql<{ name: string }>`
      with recursive up as (
        select site_id as start, towards_site_id as at, array[site_id] as path, false as circle
        from network.link where role = 'primary' and removed_at is null
        union all
        select up.start, link.towards_site_id, up.path || up.at, up.at = any(up.path)
        from up join network.link as link on link.site_id = up.at and link.role = 'primary' and link.removed_at is null
        where not up.circle
      )
      select distinct site.name from up join organization.site as site on site.id = up.start
      where up.circle limit 100`.execute(read.sql)
    return found.rows.map(({ name }) => `The uplinks of ${name} run in a circle.`)
  },
}

/** A row outside its range would be given out by nobody's plan, and shown on no map. */
export const addressesAreInTheirRanges: Invariant = {
  name: 'network.addresses-in-ranges',
  sentence: 'Every address of a pool lies in the range that it was made for.',
  violations: async (read) => {
    const found = await sql<{ part: string; name: string }>`
      select address.part, pool.name from network.address
      join network.pool_range as range on range.id = address.range_id
      join network.pool as pool on pool.id = address.pool_id
      where range.pool_id <> address.pool_id or masklen(address.part) <> range.part_length
        or host(address.part)::inet < range.first or host(address.part)::inet > range.last
      limit 100`.execute(read.sql)
    return found.rows.map(
      ({ part, name }) => `${part} is in the pool ${name}, and in none of its ranges.`,
    )
  },
}

/** Profiles that Kasi brings are code: a table cannot point at them. */
export const routersHaveTheirProfiles: Invariant = {
  name: 'network.routers-have-profiles',
  sentence: 'Every router in service has a vendor profile that there is.',
  violations: async (read) => {
    const found = await read.sql
      .selectFrom('network.nas')
      .select(['name', 'built_in_profile'])
      .where('archived_at', 'is', null)
      .where('built_in_profile', 'is not', null)
      .where(
        'built_in_profile',
        'not in',
        BUILT_IN_PROFILES.map((profile) => profile.ref),
      )
      .limit(100)
      .execute()
    return found.map(
      (row) =>
        `The router ${row.name} uses the profile ${row.built_in_profile}, which Kasi no longer brings.`,
    )
  },
}
