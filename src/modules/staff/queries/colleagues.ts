import type { SiteScope } from '#kernel/actor.ts'
import type { Read } from '#platform/tx.ts'
import { isCurrent } from '../rules/holdings.ts'
import { rolesOfMembers } from './holdings.ts'

type Reach = { readonly siteIds: readonly string[] | null }

/**
 * Whether somebody who holds a permission at `mine` has to do with a member of these roles: they share a site. A role at
 * all sites is at each of them.
 */
export function shareSite(mine: SiteScope, roles: readonly Reach[]): boolean {
  if (mine === 'all') return true
  return roles.some((role) => role.siteIds?.some((site) => mine.includes(site)) ?? true)
}

/** Those of these members that work at `mine`, the sites of the unit unless said. One is always one's own colleague. */
export async function reachedMembers(
  read: Read,
  memberIds: readonly string[],
  mine: SiteScope = read.sites,
): Promise<ReadonlySet<string>> {
  if (mine === 'all') return new Set(memberIds)
  const roles = await rolesOfMembers(read, [...new Set(memberIds)])
  const own = read.actor.kind === 'staff' ? read.actor.id : undefined
  return new Set(
    memberIds.filter((id) => {
      const held = (roles.get(id) ?? []).filter((role) => isCurrent(role, read.now))
      return id === own || shareSite(mine, held)
    }),
  )
}
