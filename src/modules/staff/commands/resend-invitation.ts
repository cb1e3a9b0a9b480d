import { hashToken, newToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { lockInvitation, openInvitation } from '../queries/invitations.ts'
import { policyOf } from '../queries/policy.ts'
import { tooManyMails } from '../refusals.ts'
import { CODE_RESEND_S } from '../rules/limits.ts'
import type { Catalogue } from '../rules/holdings.ts'
import { updateInvitation } from '../store.ts'
import { actingMember } from '../queries/acting.ts'
import { judgeGivenRoles } from './judge-given-roles.ts'
import { sendInvitation } from './send-invitation.ts'

/** Sends an invitation again, with a new link and time; whoever sends it answers for its roles from then on. */
export async function resendInvitation(
  tx: Tx,
  given: { invitationId: string; catalogue: Catalogue; origin: URL },
): Promise<void> {
  const { invitationId, catalogue, origin } = given
  const inviter = await actingMember(tx)
  const invitation = openInvitation(tx, await lockInvitation(tx, invitationId))
  await judgeGivenRoles(tx, { roles: invitation.roles, giver: tx.actor, catalogue })
  const wait_s = Math.ceil(
    CODE_RESEND_S - (tx.now.epochMilliseconds - invitation.invitedAt.epochMilliseconds) / 1000,
  )
  if (wait_s > 0) throw tooManyMails({ wait_s })

  const { invitation_days } = await policyOf(tx)
  const token = newToken()
  await updateInvitation(tx, invitationId, {
    token_hash: hashToken(token),
    invited_by: inviter.id,
    invited_at: tx.now,
    expires_at: tx.now.add({ hours: invitation_days * 24 }),
  })
  await sendInvitation(tx, { ...invitation, token, invitedBy: inviter.name, origin })
}
