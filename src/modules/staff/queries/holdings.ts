import type { Read, Tx } from '#platform/tx.ts'
import type { HeldRole } from '../rules/holdings.ts'

export type RoleOfMember = HeldRole & {
  readonly roleId: string
  readonly roleName: string
  readonly seed: string | null
}

/** The roles of each of these members, past ones too. */
export async function rolesOfMembers(
  read: Read,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, RoleOfMember[]>> {
  const roles = new Map<string, RoleOfMember[]>(memberIds.map((id) => [id, []]))
  if (memberIds.length === 0) return roles
  const rows = await read.sql
    .selectFrom('staff.member_role as held')
    .innerJoin('staff.role as role', 'role.id', 'held.role_id')
    .select([
      'held.member_id',
      'held.site_ids',
      'held.until',
      'role.id',
      'role.name',
      'role.seed',
      'role.permissions',
      'role.requires_mfa',
    ])
    .where('held.member_id', 'in', memberIds)
    .orderBy('role.made_at')
    .orderBy('role.name')
    .execute()
  for (const row of rows)
    roles.get(row.member_id)?.push({
      roleId: row.id,
      roleName: row.name,
      seed: row.seed,
      permissions: row.permissions,
      requiresMfa: row.requires_mfa,
      siteIds: row.site_ids,
      until: row.until,
    })
  return roles
}

export async function rolesOf(read: Read, memberId: string): Promise<RoleOfMember[]> {
  return (await rolesOfMembers(read, [memberId])).get(memberId) ?? []
}

/** The roles by their ids, as they would be held; fewer than asked for when some do not exist. */
export async function findRoles(read: Read, ids: readonly string[]) {
  if (ids.length === 0) return []
  return read.sql.selectFrom('staff.role').selectAll().where('id', 'in', ids).execute()
}

/**
 * Members who hold the owner role for good, at all sites, and can sign in. The role's row is locked, so that two
 * owners who remove each other at once do not both succeed.
 */
export async function lockLastingOwners(tx: Tx): Promise<string[]> {
  const owner = await tx.sql
    .selectFrom('staff.role')
    .select('id')
    .where('seed', '=', 'owner')
    .forUpdate()
    .executeTakeFirstOrThrow()
  const rows = await tx.sql
    .selectFrom('staff.member_role as held')
    .innerJoin('staff.member as member', 'member.id', 'held.member_id')
    .select('held.member_id')
    .where('held.role_id', '=', owner.id)
    .where('held.until', 'is', null)
    .where('held.site_ids', 'is', null)
    .where('member.disabled_at', 'is', null)
    .execute()
  return rows.map((row) => row.member_id)
}

/** The first of these sites that does not exist; archived ones do. */
export async function findUnknownSite(
  read: Read,
  siteIds: readonly string[],
): Promise<string | undefined> {
  if (siteIds.length === 0) return undefined
  const rows = await read.sql
    .selectFrom('organization.site')
    .select('id')
    .where('id', 'in', [...new Set(siteIds)])
    .execute()
  const known = new Set(rows.map((row) => row.id))
  return siteIds.find((siteId) => !known.has(siteId))
}

/** A role that Kasi brings; the owner's can neither be removed nor changed. */
export async function findSeededRole(read: Read, seed: 'owner') {
  return read.sql
    .selectFrom('staff.role')
    .selectAll()
    .where('seed', '=', seed)
    .executeTakeFirstOrThrow()
}
