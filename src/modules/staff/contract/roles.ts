import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { text } from '#kernel/text.ts'
import { roleName } from './words.ts'

export const role = z.object({
  id,
  name: z.string(),
  description: z.string(),
  /** For the owner role: every permission there is, also of rooms that are added later. */
  permissions: z.array(z.string()),
  /** Members must have an authenticator app or a passkey. */
  requiresMfa: z.boolean(),
  /** The owner role cannot be changed or removed. */
  fixed: z.boolean(),
  members: z.number().int(),
})
export type Role = z.infer<typeof role>

export const listRoles = endpoint({
  name: 'staff.list-roles',
  method: 'GET',
  path: '/api/staff/roles',
  access: 'staff.read',
  reach: 'site',
  summary: 'Shows every role with its permissions',
  input: nothing,
  reply: z.object({ items: z.array(role) }),
})

export const listPermissions = endpoint({
  name: 'staff.list-permissions',
  method: 'GET',
  path: '/api/staff/permissions',
  access: 'staff.read',
  summary: 'Shows every permission that the rooms declare, with the sentence that explains it',
  input: nothing,
  reply: z.object({
    items: z.array(z.object({ room: z.string(), permission: z.string(), sentence: z.string() })),
  }),
})

const roleDraft = {
  name: roleName,
  description: text({ min: 0, max: 300 }),
  permissions: z.array(z.string().max(100)).max(1000),
  requiresMfa: z.boolean(),
}

export const createRole = endpoint({
  name: 'staff.create-role',
  method: 'POST',
  path: '/api/staff/roles',
  access: 'staff.roles',
  stepUp: true,
  summary: 'Makes a role out of permissions that one holds oneself',
  input: z.object({
    ...roleDraft,
    description: roleDraft.description.default(''),
    requiresMfa: roleDraft.requiresMfa.default(true),
  }),
  reply: role,
})

export const changeRole = endpoint({
  name: 'staff.change-role',
  method: 'PATCH',
  path: '/api/staff/roles/:roleId',
  access: 'staff.roles',
  stepUp: true,
  summary: 'Changes a role; it takes effect at once for everybody who has it',
  input: z.object({ roleId: id, ...z.object(roleDraft).partial().shape }),
  reply: role,
})

export const removeRole = endpoint({
  name: 'staff.remove-role',
  method: 'DELETE',
  path: '/api/staff/roles/:roleId',
  access: 'staff.roles',
  stepUp: true,
  summary: 'Removes a role that nobody has',
  input: z.object({ roleId: id }),
  reply: nothing,
})
