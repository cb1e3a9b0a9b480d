import { newId } from '#kernel/id.ts'
import type { Tx } from '#platform/tx.ts'
import { findRoleByName } from '../queries/roles.ts'
import { roleNameTaken } from '../refusals.ts'
import type { Catalogue } from '../rules/holdings.ts'
import { insertRole } from '../store.ts'
import { judgePermissions } from './judge-permissions.ts'

/** Makes a role out of permissions that its maker holds everywhere. */
export async function createRole(
  tx: Tx,
  given: {
    name: string
    description: string
    permissions: readonly string[]
    requiresMfa: boolean
    catalogue: Catalogue
  },
): Promise<string> {
  const { name, description, permissions, requiresMfa, catalogue } = given
  judgePermissions(tx, { permissions, catalogue })
  if (await findRoleByName(tx, name)) throw roleNameTaken({ name })
  const id = newId(tx.now)
  await insertRole(tx, {
    id,
    name,
    description,
    permissions: [...new Set(permissions)].toSorted(),
    requires_mfa: requiresMfa,
    made_at: tx.now,
  })
  return id
}
