import type { Tx } from '#platform/tx.ts'
import { findRoles } from '../queries/holdings.ts'
import { lockInvitation, openInvitation } from '../queries/invitations.ts'
import type { Catalogue } from '../rules/holdings.ts'
import { updateInvitation } from '../store.ts'
import { checkRolesNotAbove } from './check-roles-not-above.ts'

/** Takes an open invitation back: its link opens nothing any more. Not of somebody who would stand above the one who acts. */
export async function revokeInvitation(
  tx: Tx,
  given: { invitationId: string; catalogue: Catalogue },
): Promise<void> {
  const { invitationId, catalogue } = given
  const invitation = openInvitation(tx, await lockInvitation(tx, invitationId))
  const found = await findRoles(
    tx,
    invitation.roles.map(({ roleId }) => roleId),
  )
  const roles = invitation.roles.flatMap(({ roleId, siteIds, until }) =>
    found
      .filter(({ id }) => id === roleId)
      .map((row) => ({
        permissions: row.permissions,
        requiresMfa: row.requires_mfa,
        siteIds,
        until,
      })),
  )
  checkRolesNotAbove(tx, { roles, catalogue })
  await updateInvitation(tx, invitation.id, { revoked_at: tx.now })
}
