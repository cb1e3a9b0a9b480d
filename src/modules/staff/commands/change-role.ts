import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { accessChanged, roleChanged } from '../events.ts'
import { findRoleByName, lockRole } from '../queries/roles.ts'
import { roleFixed, roleNameTaken } from '../refusals.ts'
import { expand, type Catalogue } from '../rules/holdings.ts'
import { updateRole } from '../store.ts'
import { judgePermissions } from './judge-permissions.ts'

/** Changes a role, at once for everybody who has it. Whoever adds permissions must hold them; the owner's stays. */
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
  if (permissions) {
    const had = new Set(expand(role.permissions, catalogue))
    const added = permissions.filter((permission) => !had.has(permission))
    judgePermissions(tx, { permissions: added, catalogue })
  }
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
  const { name: wasCalled, permissions: had, requires_mfa } = role
  const before = { name: wasCalled, permissions: had, requires_mfa }
  audit(tx, { objects: [{ table: 'staff.role', id: roleId }], before, after: change })
  tx.emit(accessChanged, {})
  tx.emit(roleChanged, { roleId })
}
