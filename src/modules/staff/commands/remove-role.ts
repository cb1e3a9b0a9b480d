import type { Tx } from '#platform/tx.ts'
import { waitingInvitations } from '../queries/invitations.ts'
import { lockRole, memberCounts } from '../queries/roles.ts'
import { roleFixed, roleInUse } from '../refusals.ts'
import { expand, type Catalogue } from '../rules/holdings.ts'
import { deleteRole } from '../store.ts'
import { judgePermissions } from './judge-permissions.ts'

/** Removes a role that neither a member nor an open invitation has, and that gives nothing its remover does not hold. */
export async function removeRole(
  tx: Tx,
  given: { roleId: string; catalogue: Catalogue },
): Promise<void> {
  const { roleId, catalogue } = given
  const role = await lockRole(tx, roleId)
  if (role.seed === 'owner') throw roleFixed()
  judgePermissions(tx, { permissions: expand(role.permissions, catalogue), catalogue })
  const invited = (await waitingInvitations(tx)).filter((invitation) =>
    invitation.roles.some((held) => held.roleId === roleId),
  )
  const members = ((await memberCounts(tx)).get(roleId) ?? 0) + invited.length
  if (members > 0) throw roleInUse({ members })
  await deleteRole(tx, roleId)
}
