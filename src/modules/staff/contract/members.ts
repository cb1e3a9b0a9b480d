import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { text } from '#kernel/text.ts'
import { givenRole, heldRole, instant, language, personName } from './words.ts'

export const member = z.object({
  id,
  name: z.string(),
  email: z.string(),
  language,
  state: z.enum(['active', 'disabled']),
  roles: z.array(heldRole),
  totp: z.boolean(),
  passkeys: z.number().int(),
  /** Has every factor that the roles ask for. */
  secured: z.boolean(),
  joinedAt: instant,
  lastSignInAt: instant.nullable(),
})
export type Member = z.infer<typeof member>

export const listMembers = listEndpoint({
  name: 'staff.list-members',
  path: '/api/staff/members',
  access: 'staff.read',
  reach: 'site',
  summary: 'Lists the members of staff; `q` searches name and e-mail',
  personal: true,
  sorts: ['name', 'joinedAt', 'lastSignInAt'],
  defaultSort: 'name',
  filters: {
    state: anyOf(z.enum(['active', 'disabled'])),
    roleId: anyOf(id),
    siteId: anyOf(id),
  },
  item: member,
})

export const getMember = endpoint({
  name: 'staff.get-member',
  method: 'GET',
  path: '/api/staff/members/:memberId',
  access: 'staff.read',
  reach: 'site',
  summary: 'Shows one member of staff',
  personal: true,
  input: z.object({ memberId: id }),
  reply: member,
})

export const changeMember = endpoint({
  name: 'staff.change-member',
  method: 'PATCH',
  path: '/api/staff/members/:memberId',
  access: 'staff.manage',
  reach: 'site',
  summary: 'Corrects the name or language of a member',
  personal: true,
  input: z.object({ memberId: id, name: personName.optional(), language: language.optional() }),
  reply: member,
})

export const setMemberRoles = endpoint({
  name: 'staff.set-member-roles',
  method: 'PUT',
  path: '/api/staff/members/:memberId/roles',
  access: 'staff.assign-roles',
  reach: 'site',
  stepUp: true,
  summary: 'Sets the roles of a member; nobody gives what they do not hold',
  personal: true,
  input: z.object({ memberId: id, roles: z.array(givenRole).min(1).max(20) }),
  reply: member,
})

export const disableMember = endpoint({
  name: 'staff.disable-member',
  method: 'POST',
  path: '/api/staff/members/:memberId/disable',
  access: 'staff.manage',
  reach: 'site',
  stepUp: true,
  summary: 'Disables a member: sessions end and API keys stop at once',
  personal: true,
  input: z.object({ memberId: id, reason: text({ max: 300 }) }),
  reply: member,
})

export const enableMember = endpoint({
  name: 'staff.enable-member',
  method: 'POST',
  path: '/api/staff/members/:memberId/enable',
  access: 'staff.manage',
  reach: 'site',
  stepUp: true,
  summary: 'Lets a disabled member in again',
  personal: true,
  input: z.object({ memberId: id }),
  reply: member,
})

export const resetMemberFactors = endpoint({
  name: 'staff.reset-member-factors',
  method: 'POST',
  path: '/api/staff/members/:memberId/reset-factors',
  access: 'staff.manage',
  reach: 'site',
  stepUp: true,
  summary:
    'Removes the second factors of a member who lost them; the next sign-in takes the password and an e-mailed code, and enrols anew',
  personal: true,
  input: z.object({ memberId: id, reason: text({ max: 300 }) }),
  reply: member,
})
