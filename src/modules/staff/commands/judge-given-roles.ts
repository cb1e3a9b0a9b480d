import type { Actor } from '#kernel/actor.ts'
import type { Tx } from '#platform/tx.ts'
import { findRoles, findUnknownSite } from '../queries/holdings.ts'
import { noSuchRole, noSuchSite, notYoursToGive, untilPassed } from '../refusals.ts'
import {
  beyond,
  holdingsOf,
  holdingsOfActor,
  type Catalogue,
  type GivenRole,
} from '../rules/holdings.ts'

/** Refuses roles that do not exist, have ended before they begin, or give more than the giver holds. */
export async function judgeGivenRoles(
  tx: Tx,
  about: { roles: readonly GivenRole[]; giver: Actor; catalogue: Catalogue },
): Promise<void> {
  const found = await findRoles(
    tx,
    about.roles.map((role) => role.roleId),
  )
  const given = about.roles.map((role, i) => {
    const row = found.find(({ id }) => id === role.roleId)
    if (!row) throw noSuchRole({}, [{ path: `roles.${i}.roleId`, message: 'No such role.' }])
    if (role.until && Temporal.Instant.compare(role.until, tx.now) <= 0)
      throw untilPassed({}, [{ path: `roles.${i}.until`, message: 'Lies in the past.' }])
    return { ...role, permissions: row.permissions, requiresMfa: row.requires_mfa }
  })
  const sites = about.roles.flatMap((role) => role.siteIds ?? [])
  if ((await findUnknownSite(tx, sites)) !== undefined)
    throw noSuchSite({}, [{ path: 'roles', message: 'One of the sites does not exist.' }])
  const permission = beyond(
    holdingsOf(given, about.catalogue, tx.now),
    holdingsOfActor(about.giver, about.catalogue),
  )
  if (permission !== undefined) throw notYoursToGive({ permission })
}
