import type { Actor } from '#kernel/actor.ts'
import type { Tx } from '#platform/tx.ts'
import { findRoles, findUnknownSite, rolesOf } from '../queries/holdings.ts'
import {
  notForSoLong,
  noSuchRole,
  noSuchSite,
  notYoursToGive,
  ownersOnly,
  untilPassed,
} from '../refusals.ts'
import {
  beyond,
  EVERYTHING,
  holdingsOf,
  holdingsOfActor,
  outlasting,
  type Catalogue,
  type GivenRole,
  type HeldRole,
} from '../rules/holdings.ts'

/** Refuses roles that do not exist, have ended before they begin, or give more, or for longer, than the giver holds. */
export async function judgeGivenRoles(
  tx: Tx,
  about: {
    roles: readonly GivenRole[]
    /** What the member has so far. */
    had?: readonly GivenRole[]
    giver: Actor
    catalogue: Catalogue
  },
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
  // Roles that somebody has already in just this way stay as they are, whoever changes the others.
  const fresh = given.filter((role) => !about.had?.some((held) => isSame(held, role)))
  const permission = beyond(
    holdingsOf(fresh, about.catalogue, tx.now),
    holdingsOfActor(about.giver, about.catalogue),
  )
  if (permission === EVERYTHING) throw ownersOnly()
  if (permission !== undefined) throw notYoursToGive({ permission })
  await judgeTime(tx, { ...about, fresh })
}

async function judgeTime(
  tx: Tx,
  about: {
    fresh: readonly HeldRole[]
    giver: Actor
    catalogue: Catalogue
  },
): Promise<void> {
  const { fresh, giver, catalogue } = about
  if (giver.kind !== 'staff') return
  const permission = outlasting(fresh, await rolesOf(tx, giver.id), catalogue, tx.now)
  if (permission !== undefined) throw notForSoLong({ permission })
}

function isSame(one: GivenRole, other: GivenRole): boolean {
  return (
    one.roleId === other.roleId &&
    one.until?.epochMilliseconds === other.until?.epochMilliseconds &&
    one.siteIds?.toSorted().join() === other.siteIds?.toSorted().join()
  )
}
