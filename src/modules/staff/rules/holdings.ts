import type { Actor, SiteScope } from '#kernel/actor.ts'

/** `permission → the sentence that explains it`, of every room there is. */
export type Catalogue = ReadonlyMap<string, string>

export type HeldRole = {
  readonly permissions: readonly string[]
  readonly requiresMfa: boolean
  readonly siteIds: readonly string[] | null
  readonly until: Temporal.Instant | null
}

/** A role as it is given: at `siteIds` (null: everywhere), until `until` (null: for good). */
export type GivenRole = {
  readonly roleId: string
  readonly siteIds: readonly string[] | null
  readonly until: Temporal.Instant | null
}

/** As a contract spells it. */
export function asGiven(role: {
  roleId: string
  siteIds: string[] | null
  until: string | null
}): GivenRole {
  return { ...role, until: role.until === null ? null : Temporal.Instant.from(role.until) }
}

/** What somebody may do, and where. */
export type Holdings = {
  readonly permissions: ReadonlySet<string>
  readonly sites: SiteScope
  readonly siteLimits: ReadonlyMap<string, readonly string[]>
  readonly requiresMfa: boolean
}

/** Held by owners only: the rank of who decides about owners, whatever other roles have come to hold. */
export const EVERYTHING = '*'

/** `*` is everything there is today; names that no room declares any more are dropped. */
export function expand(permissions: readonly string[], catalogue: Catalogue): string[] {
  return permissions.includes(EVERYTHING)
    ? [...catalogue.keys()]
    : permissions.filter((permission) => catalogue.has(permission))
}

/** Adds up the roles of a member. A permission reaches the sites of the roles that give it, not of the others. */
export function holdingsOf(
  roles: readonly HeldRole[],
  catalogue: Catalogue,
  now: Temporal.Instant,
): Holdings {
  const current = roles.filter((role) => isCurrent(role, now))
  const reach = new Map<string, SiteScope>()
  for (const role of current)
    for (const permission of ranked(role.permissions, catalogue))
      reach.set(permission, union(reach.get(permission) ?? [], role.siteIds ?? 'all'))

  const sites = current.map((role) => role.siteIds ?? 'all').reduce<SiteScope>(union, [])
  const narrower = [...reach].flatMap(([permission, scope]) =>
    scope === 'all' || covers(scope, sites) ? [] : [[permission, scope] as const],
  )
  return {
    permissions: new Set(reach.keys()),
    sites,
    siteLimits: new Map(narrower),
    requiresMfa: current.some((role) => role.requiresMfa),
  }
}

/** An administrator may come to hold each single permission; that makes no owner of them. */
function ranked(permissions: readonly string[], catalogue: Catalogue): string[] {
  const each = expand(permissions, catalogue)
  return permissions.includes(EVERYTHING) ? [EVERYTHING, ...each] : each
}

export function isCurrent(role: Pick<HeldRole, 'until'>, now: Temporal.Instant): boolean {
  return role.until === null || Temporal.Instant.compare(now, role.until) < 0
}

/** Where a permission is held; nowhere is an empty list. */
export function reachOf(holdings: Holdings, permission: string): SiteScope {
  if (!holdings.permissions.has(permission)) return []
  return holdings.siteLimits.get(permission) ?? holdings.sites
}

/**
 * The first permission in `given` that `giver` does not hold everywhere it would be given:
 * nobody can give more than they have, to others or through a role to themselves.
 */
export function beyond(given: Holdings, giver: Holdings): string | undefined {
  return [...given.permissions].find(
    (permission) => !covers(reachOf(giver, permission), reachOf(given, permission)),
  )
}

/** Whether every site of `inner`, of which there is one, is in `outer`. */
export function covers(outer: SiteScope, inner: SiteScope): boolean {
  if (outer === 'all') return true
  return inner !== 'all' && inner.length > 0 && inner.every((site) => outer.includes(site))
}

function union(a: SiteScope, b: SiteScope): SiteScope {
  return a === 'all' || b === 'all' ? 'all' : [...new Set([...a, ...b])]
}

/**
 * The first permission that `given` roles would give for longer than their giver holds it: whoever stands in until
 * Friday gives nothing beyond Friday, least of all to themselves.
 */
export function outlasting(
  given: readonly HeldRole[],
  giver: readonly HeldRole[],
  catalogue: Catalogue,
  now: Temporal.Instant,
): string | undefined {
  for (const role of given) {
    const lasting = giver.filter((held) => lastsAsLong(held, role))
    const permission = beyond(
      holdingsOf([role], catalogue, now),
      holdingsOf(lasting, catalogue, now),
    )
    if (permission !== undefined) return permission
  }
  return undefined
}

function lastsAsLong(held: HeldRole, given: HeldRole): boolean {
  if (held.until === null) return true
  return given.until !== null && Temporal.Instant.compare(held.until, given.until) >= 0
}

/** What an actor may give: their own holdings. The system itself may give everything. */
export function holdingsOfActor(actor: Actor, catalogue: Catalogue): Holdings {
  if (actor.kind === 'system')
    return {
      permissions: new Set([EVERYTHING, ...catalogue.keys()]),
      sites: 'all',
      siteLimits: new Map(),
      requiresMfa: false,
    }
  return {
    permissions: actor.kind === 'staff' ? actor.permissions : new Set(),
    sites: actor.kind === 'staff' ? actor.sites : [],
    siteLimits: (actor.kind === 'staff' && actor.siteLimits) || new Map(),
    requiresMfa: false,
  }
}
