import type { Tx } from '#platform/tx.ts'
import { lockInvitation } from '../queries/invitations.ts'
import { updateInvitation } from '../store.ts'

/** Takes an open invitation back: its link opens nothing any more. */
export async function revokeInvitation(tx: Tx, given: { invitationId: string }): Promise<void> {
  const invitation = await lockInvitation(tx, given.invitationId)
  await updateInvitation(tx, invitation.id, { revoked_at: tx.now })
}
