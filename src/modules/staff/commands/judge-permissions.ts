import type { Tx } from '#platform/tx.ts'
import { notYoursToGive, unknownPermission } from '../refusals.ts'
import { beyond, holdingsOfActor, type Catalogue } from '../rules/holdings.ts'

/** Refuses permissions that no room declares, or that the actor does not hold at all sites. */
export function judgePermissions(
  tx: Tx,
  about: { permissions: readonly string[]; catalogue: Catalogue },
): void {
  const { permissions, catalogue } = about
  const unknown = permissions.find((permission) => !catalogue.has(permission))
  if (unknown !== undefined) throw unknownPermission({ permission: unknown })
  const given = {
    permissions: new Set(permissions),
    sites: 'all',
    siteLimits: new Map(),
    requiresMfa: false,
  } as const
  const permission = beyond(given, holdingsOfActor(tx.actor, catalogue))
  if (permission !== undefined) throw notYoursToGive({ permission })
}
