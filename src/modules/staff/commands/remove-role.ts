import type { Tx } from '#platform/tx.ts'
import { waitingInvitations } from '../queries/invitations.ts'
import { lockRole, memberCounts } from '../queries/roles.ts'
import { roleFixed, roleInUse } from '../refusals.ts'
import { deleteRole } from '../store.ts'

/** Removes a role that neither a member nor an open invitation has. */
export async function removeRole(tx: Tx, given: { roleId: string }): Promise<void> {
  const { roleId } = given
  const role = await lockRole(tx, roleId)
  if (role.seed === 'owner') throw roleFixed()
  const invited = (await waitingInvitations(tx)).filter((invitation) =>
    invitation.roles.some((held) => held.roleId === roleId),
  )
  const members = ((await memberCounts(tx)).get(roleId) ?? 0) + invited.length
  if (members > 0) throw roleInUse({ members })
  await deleteRole(tx, roleId)
}
