import { unreachable } from '#kernel/assert.ts'
import type { Endpoint, Permission } from '#kernel/endpoint.ts'

/** Which sites somebody may see and work on. */
export type SiteScope = 'all' | readonly string[]

/** Who answers for a unit of work. Exactly one, always. */
export type Actor =
  | { readonly kind: 'nobody' }
  | {
      readonly kind: 'staff'
      readonly id: string
      /** The session or API key that speaks; shown in the audit trail. */
      readonly via: { readonly kind: 'session' | 'api-key'; readonly id: string }
      readonly permissions: ReadonlySet<string>
      /** Where the permissions reach that `siteLimits` does not name. */
      readonly sites: SiteScope
      /** Permissions that reach some sites only, when the roles of a member differ in their sites. */
      readonly siteLimits?: ReadonlyMap<string, readonly string[]>
      /** `enrolling`: the password was right, the second factor that the role asks for is missing. */
      readonly standing: 'whole' | 'enrolling'
      /** When identity was last proven, for endpoints that ask for a fresh proof. Epoch milliseconds. */
      readonly provenAt_ms: number
    }
  | {
      readonly kind: 'subscriber'
      readonly id: string
      readonly via: { readonly kind: 'session'; readonly id: string }
    }
  | { readonly kind: 'system'; readonly name: string }

export const nobody: Actor = { kind: 'nobody' }

export function system(name: string): Actor {
  return { kind: 'system', name }
}

export function can(actor: Actor, permission: Permission): boolean {
  return (
    actor.kind === 'system' ||
    (actor.kind === 'staff' && actor.standing === 'whole' && actor.permissions.has(permission))
  )
}

/** Where a permission reaches; without one, wherever any permission reaches. */
export function sitesFor(actor: Actor, permission?: Permission): SiteScope {
  if (actor.kind === 'system') return 'all'
  if (actor.kind !== 'staff') return []
  return (permission && actor.siteLimits?.get(permission)) ?? actor.sites
}

/**
 * The one decision about access: may this actor call such an endpoint? `not-everywhere`: the permission is held, but at
 * some sites only, and the endpoint concerns the whole ISP.
 */
export function decideAccess(
  actor: Actor,
  { access, reach = 'everywhere' }: Pick<Endpoint, 'access' | 'reach'>,
): 'yes' | 'sign-in' | 'enrol' | 'forbidden' | 'not-everywhere' {
  if (access === 'anyone') return 'yes'
  switch (actor.kind) {
    case 'nobody':
      return 'sign-in'
    case 'system':
      return 'yes'
    case 'subscriber':
      return access === 'subscriber' ? 'yes' : 'forbidden'
    case 'staff':
      if (access === 'enrolling') return 'yes'
      if (actor.standing === 'enrolling') return 'enrol'
      if (access === 'signed-in') return 'yes'
      if (access === 'subscriber') return 'forbidden'
      if (!actor.permissions.has(access)) return 'forbidden'
      return reach === 'everywhere' && sitesFor(actor, access) !== 'all' ? 'not-everywhere' : 'yes'
    default:
      return unreachable(actor)
  }
}
