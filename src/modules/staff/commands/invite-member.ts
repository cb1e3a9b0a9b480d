import { newId } from '#kernel/id.ts'
import { finishSetupStep } from '#modules/organization/index.ts'
import { hashToken, newToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { invitedAt, INVITED_EMAIL, lockOpenInvitation } from '../queries/invitations.ts'
import { findMemberByEmail } from '../queries/members.ts'
import { policyOf } from '../queries/policy.ts'
import { emailTaken } from '../refusals.ts'
import type { Catalogue, GivenRole } from '../rules/holdings.ts'
import type { Language } from '../rules/letters.ts'
import { insertInvitation, updateInvitation } from '../store.ts'
import { actingMember } from '../queries/acting.ts'
import { judgeGivenRoles } from './judge-given-roles.ts'
import { sendInvitation } from './send-invitation.ts'

/** Invites somebody by e-mail with roles that the inviter could give. One open invitation an address. */
export async function inviteMember(
  tx: Tx,
  given: {
    name: string
    email: string
    language: Language
    roles: readonly GivenRole[]
    catalogue: Catalogue
    origin: URL
  },
): Promise<string> {
  const { name, email, language, roles, catalogue, origin } = given
  const inviter = await actingMember(tx)
  await judgeGivenRoles(tx, { roles, giver: tx.actor, catalogue })

  const taken = () =>
    emailTaken({}, [{ path: 'email', message: 'Already on the staff or invited.' }])
  if (await findMemberByEmail(tx, email)) throw taken()
  const blind = tx.vault.blind(INVITED_EMAIL, email)
  const earlier = await lockOpenInvitation(tx, blind)
  if (earlier && Temporal.Instant.compare(tx.now, earlier.expires_at) < 0) throw taken()
  if (earlier) await updateInvitation(tx, earlier.id, { revoked_at: tx.now })

  const { invitation_days } = await policyOf(tx)
  const id = newId(tx.now)
  const token = newToken()
  await insertInvitation(tx, {
    id,
    name_sealed: tx.vault.seal(invitedAt(id, 'name_sealed'), name),
    email_sealed: tx.vault.seal(invitedAt(id, 'email_sealed'), email),
    email_blind: blind,
    language,
    roles: JSON.stringify(roles),
    token_hash: hashToken(token),
    invited_by: inviter.id,
    invited_at: tx.now,
    expires_at: tx.now.add({ hours: invitation_days * 24 }),
  })
  await finishSetupStep(tx, 'colleagues')
  await sendInvitation(tx, { name, email, language, token, invitedBy: inviter.name, origin })
  return id
}
