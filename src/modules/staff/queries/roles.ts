import { sql } from 'kysely'
import type { Read, Tx } from '#platform/tx.ts'
import type { Role } from '../contract.ts'
import { noSuchRole } from '../refusals.ts'
import { expand, holdingsOfActor, type Catalogue } from '../rules/holdings.ts'

export async function lockRole(tx: Tx, roleId: string) {
  const row = await tx.sql
    .selectFrom('staff.role')
    .selectAll()
    .where('id', '=', roleId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw noSuchRole()
  return row
}

export async function findRoleByName(read: Read, name: string) {
  return read.sql
    .selectFrom('staff.role')
    .select('id')
    .where(sql`lower(name)`, '=', name.toLowerCase())
    .executeTakeFirst()
}

/** How many members have each role, disabled ones too. */
export async function memberCounts(read: Read): Promise<ReadonlyMap<string, number>> {
  const rows = await read.sql
    .selectFrom('staff.member_role')
    .select(({ fn }) => ['role_id', fn.countAll<bigint>().as('count')])
    .groupBy('role_id')
    .execute()
  return new Map(rows.map((row) => [row.role_id, Number(row.count)]))
}

export async function roleNames(read: Read): Promise<ReadonlyMap<string, string>> {
  const rows = await read.sql.selectFrom('staff.role').select(['id', 'name']).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Every role, those that Kasi brings first. */
export async function listRoles(read: Read, catalogue: Catalogue): Promise<Role[]> {
  const counts = await memberCounts(read)
  const rows = await read.sql
    .selectFrom('staff.role')
    .selectAll()
    .orderBy('made_at')
    .orderBy(sql`array_position(${SEEDS}::text[], seed)`)
    .orderBy('name')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    description: row.description,
    permissions: expand(row.permissions, catalogue),
    requiresMfa: row.requires_mfa,
    fixed: row.seed === 'owner',
    members: counts.get(row.id) ?? 0,
  }))
}

/** Whoever works at some sites only sees the roles that they could give there; the others are the whole ISP's affair. */
export async function rolesToSee(read: Read, catalogue: Catalogue): Promise<{ items: Role[] }> {
  const roles = await listRoles(read, catalogue)
  if (read.sites === 'all') return { items: roles }
  const mine = holdingsOfActor(read.actor, catalogue).permissions
  return {
    items: roles.filter(
      (role) => !role.fixed && role.permissions.every((permission) => mine.has(permission)),
    ),
  }
}

/** Every permission of every room with its sentence. */
export function permissionsOf(catalogue: Catalogue) {
  return [...catalogue].map(([permission, sentence]) => {
    const room = permission.split('.', 1)[0] ?? ''
    return { room, permission, sentence }
  })
}

export async function getRole(read: Read, roleId: string, catalogue: Catalogue): Promise<Role> {
  const role = (await listRoles(read, catalogue)).find(({ id }) => id === roleId)
  if (!role) throw noSuchRole()
  return role
}

/** The order in which people think of them, from the top. */
const SEEDS = [
  'owner',
  'administrator',
  'finance',
  'cashier',
  'support',
  'network',
  'technician',
  'reseller',
  'auditor',
]
