import { z } from 'zod'
import { email } from '#kernel/email.ts'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { signInStep } from './sign-in.ts'
import { givenRole, heldRole, instant, language, newPassword, personName } from './words.ts'

export const invitation = z.object({
  id,
  name: z.string(),
  email: z.string(),
  language,
  roles: z.array(heldRole),
  state: z.enum(['open', 'expired']),
  invitedBy: z.string(),
  invitedAt: instant,
  expiresAt: instant,
})

export const listInvitations = listEndpoint({
  name: 'staff.list-invitations',
  path: '/api/staff/invitations',
  access: 'staff.read',
  reach: 'site',
  summary: 'Lists the invitations that nobody has accepted yet',
  personal: true,
  sorts: ['invitedAt', 'expiresAt'],
  defaultSort: '-invitedAt',
  filters: { state: anyOf(z.enum(['open', 'expired'])) },
  item: invitation,
})

export const inviteMember = endpoint({
  name: 'staff.invite-member',
  method: 'POST',
  path: '/api/staff/invitations',
  access: 'staff.invite',
  reach: 'site',
  stepUp: true,
  summary: 'Invites somebody by e-mail, with the roles that they will have',
  personal: true,
  input: z.object({
    name: personName,
    email,
    language: language.default('en'),
    roles: z.array(givenRole).min(1).max(20),
  }),
  reply: invitation,
})

export const resendInvitation = endpoint({
  name: 'staff.resend-invitation',
  method: 'POST',
  path: '/api/staff/invitations/:invitationId/resend',
  access: 'staff.invite',
  reach: 'site',
  summary: 'Sends a new link; the one before no longer opens',
  personal: true,
  input: z.object({ invitationId: id }),
  reply: invitation,
})

export const revokeInvitation = endpoint({
  name: 'staff.revoke-invitation',
  method: 'DELETE',
  path: '/api/staff/invitations/:invitationId',
  access: 'staff.invite',
  reach: 'site',
  summary: 'Takes an invitation back',
  input: z.object({ invitationId: id }),
  reply: nothing,
})

/** The link in the mail is `/invitation#TOKEN`: a fragment stays out of logs and referrers (ASVS V14.2.1). */
const invitationToken = z.string().min(20).max(200)

export const lookAtInvitation = endpoint({
  name: 'staff.look-at-invitation',
  method: 'POST',
  path: '/api/invitation/look',
  access: 'anyone',
  summary: 'Shows an invitation to the person who holds its link',
  pace: 'guess',
  input: z.object({ token: invitationToken }),
  reply: z.object({
    name: z.string(),
    email: z.string(),
    language,
    invitedBy: z.string(),
    roles: z.array(z.string()),
    expiresAt: instant,
  }),
})

export const acceptInvitation = endpoint({
  name: 'staff.accept-invitation',
  method: 'POST',
  path: '/api/invitation/accept',
  access: 'anyone',
  summary: 'Accepts an invitation: makes the member, sets the password and signs in',
  pace: 'guess',
  input: z.object({
    token: invitationToken,
    name: personName,
    password: newPassword,
    language: language.optional(),
  }),
  reply: signInStep,
})
