import { listInMemory } from '#platform/list-in-memory.ts'
import type { ListInput } from '#platform/list.ts'
import { hashToken } from '#platform/token.ts'
import type { Read } from '#platform/tx.ts'
import { invitationGone, noSuchInvitation } from '../refusals.ts'
import { shareSite } from './colleagues.ts'
import { findInvitationByToken, waitingInvitations } from './invitations.ts'
import { memberNames } from './members.ts'
import { roleNames } from './roles.ts'

export async function listInvitations(
  read: Read,
  input: ListInput & { state?: readonly ('open' | 'expired')[] | undefined },
) {
  const items = (await allShown(read)).filter(
    ({ state }) => !input.state || input.state.includes(state),
  )
  return listInMemory(read, input, {
    name: 'staff.list-invitations',
    items,
    sorts: {
      invitedAt: (invitation) => invitation.invitedAt,
      expiresAt: (invitation) => invitation.expiresAt,
    },
    search: (invitation) => [invitation.name, invitation.email],
  })
}

export async function getInvitation(read: Read, invitationId: string) {
  const found = (await allShown(read)).find(({ id }) => id === invitationId)
  if (!found) throw noSuchInvitation()
  return found
}

/** What the person who holds the link may see of it. */
export async function lookAtInvitation(read: Read, token: string) {
  const invitation = await findInvitationByToken(read, hashToken(token))
  if (!invitation) throw invitationGone()
  const inviters = await memberNames(read, [invitation.invitedBy])
  const roles = await roleNames(read)
  return {
    name: invitation.name,
    email: invitation.email,
    language: invitation.language,
    invitedBy: inviters.get(invitation.invitedBy) ?? '',
    roles: invitation.roles.flatMap(({ roleId }) => roles.get(roleId) ?? []),
    expiresAt: invitation.expiresAt.toString(),
  }
}

async function allShown(read: Read) {
  const invitations = await waitingInvitations(read)
  const inviters = await memberNames(
    read,
    invitations.map(({ invitedBy }) => invitedBy),
  )
  const roles = await roleNames(read)
  const mine = read.sites
  return invitations
    .filter(({ roles: given }) => shareSite(mine, given))
    .map((invitation) => {
      const isOpen = Temporal.Instant.compare(read.now, invitation.expiresAt) < 0
      return {
        id: invitation.id,
        name: invitation.name,
        email: invitation.email,
        language: invitation.language,
        roles: invitation.roles.map((role) => ({
          roleId: role.roleId,
          roleName: roles.get(role.roleId) ?? '',
          siteIds: role.siteIds,
          until: role.until?.toString() ?? null,
        })),
        state: isOpen ? ('open' as const) : ('expired' as const),
        invitedBy: inviters.get(invitation.invitedBy) ?? '',
        invitedAt: invitation.invitedAt.toString(),
        expiresAt: invitation.expiresAt.toString(),
      }
    })
}
