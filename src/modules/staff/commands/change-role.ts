import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { accessChanged, roleChanged } from '../events.ts'
import { findRoleByName, lockRole } from '../queries/roles.ts'
import { roleFixed, roleNameTaken } from '../refusals.ts'
import { expand, type Catalogue } from '../rules/holdings.ts'
import { updateRole } from '../store.ts'
import { checkRolesNotAbove } from './check-roles-not-above.ts'
import { judgePermissions } from './judge-permissions.ts'

/**
 * Changes a role, at once for everybody who has it; the owner's stays. Nobody touches a role that stands above them, or
 * adds or takes away a permission that they do not hold; nor do they open its power to a password alone without holding
 * all of it.
 */
export async function changeRole(
  tx: Tx,
  given: {
    roleId: string
    name?: string | undefined
    description?: string | undefined
    permissions?: readonly string[] | undefined
    requiresMfa?: boolean | undefined
    catalogue: Catalogue
  },
): Promise<void> {
  const { roleId, name, description, permissions, requiresMfa, catalogue } = given
  const role = await lockRole(tx, roleId)
  if (role.seed === 'owner') throw roleFixed()
  const everywhere = { siteIds: null, until: null, requiresMfa: role.requires_mfa }
  checkRolesNotAbove(tx, {
    roles: [{ permissions: role.permissions, ...everywhere }],
    catalogue,
  })
  const had = new Set(expand(role.permissions, catalogue))
  if (permissions) {
    const changed = [...had.symmetricDifference(new Set(permissions))]
    judgePermissions(tx, { permissions: changed, catalogue })
  }
  if (requiresMfa === false && role.requires_mfa)
    judgePermissions(tx, { permissions: [...had], catalogue })
  const namesake = name === undefined ? undefined : await findRoleByName(tx, name)
  if (name !== undefined && namesake && namesake.id !== roleId) throw roleNameTaken({ name })
  const change = {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(permissions && { permissions: [...new Set(permissions)].toSorted() }),
    ...(requiresMfa !== undefined && { requires_mfa: requiresMfa }),
  }
  if (Object.keys(change).length === 0) return
  await updateRole(tx, roleId, change)
  const before = {
    name: role.name,
    permissions: role.permissions,
    requires_mfa: role.requires_mfa,
  }
  audit(tx, { objects: [{ table: 'staff.role', id: roleId }], before, after: change })
  tx.emit(accessChanged, {})
  tx.emit(roleChanged, { roleId })
}
