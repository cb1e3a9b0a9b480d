import { hashToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { findRoles, rolesOf } from '../queries/holdings.ts'
import { lockInvitationByToken, openInvitation } from '../queries/invitations.ts'
import { findMember, findMemberByEmail } from '../queries/members.ts'
import { invitationGone } from '../refusals.ts'
import type { Admission, Caller } from '../rules/caller.ts'
import { beyond, holdingsOf, outlasting, type Catalogue } from '../rules/holdings.ts'
import type { Language } from '../rules/letters.ts'
import { updateInvitation } from '../store.ts'
import { addMember } from './add-member.ts'
import { choosePassword } from './choose-password.ts'
import { openSession } from './open-session.ts'

/**
 * Makes the invited person a member. Holding the link proves the e-mail address. What the inviter no longer
 * holds themselves is not given in their name any more: the invitation is then gone.
 */
export async function acceptInvitation(
  tx: Tx,
  given: {
    token: string
    name: string
    password: string
    language: Language | undefined
    caller: Caller
    catalogue: Catalogue
  },
): Promise<Admission> {
  const row = await lockInvitationByToken(tx, hashToken(given.token))
  if (!row) throw invitationGone()
  const invitation = openInvitation(tx, row)
  if (await findMemberByEmail(tx, invitation.email)) throw invitationGone()

  const inviter = await findMember(tx, invitation.invitedBy)
  const found = await findRoles(
    tx,
    invitation.roles.map((role) => role.roleId),
  )
  const roles = invitation.roles.flatMap((role) => {
    const current = found.find(({ id }) => id === role.roleId)
    return current
      ? [{ ...role, permissions: current.permissions, requiresMfa: current.requires_mfa }]
      : []
  })
  const stillTheirs =
    inviter &&
    !inviter.disabledAt &&
    roles.length === invitation.roles.length &&
    beyond(
      holdingsOf(roles, given.catalogue, tx.now),
      holdingsOf(await rolesOf(tx, inviter.id), given.catalogue, tx.now),
    ) === undefined &&
    outlasting(roles, await rolesOf(tx, inviter.id), given.catalogue, tx.now) === undefined
  if (!stillTheirs) throw invitationGone()

  const passwordHash = await choosePassword(tx, {
    password: given.password,
    name: given.name,
    email: invitation.email,
    hasSecondFactor: roles.some((role) => role.requiresMfa),
  })
  await updateInvitation(tx, invitation.id, { accepted_at: tx.now })
  const member = await addMember(tx, {
    name: given.name,
    email: invitation.email,
    passwordHash,
    language: given.language ?? invitation.language,
    roles: invitation.roles,
    givenBy: inviter.id,
  })
  return openSession(tx, { member, caller: given.caller, factor: 'password' })
}
