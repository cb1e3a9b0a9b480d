import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { defineEvent } from '#platform/events.ts'

const member = z.object({ memberId: id })

export const memberJoined = defineEvent('staff.member-joined', member)
export const memberDisabled = defineEvent('staff.member-disabled', member)
export const memberEnabled = defineEvent('staff.member-enabled', member)
export const memberRolesChanged = defineEvent('staff.member-roles-changed', member)
export const memberFactorsReset = defineEvent('staff.member-factors-reset', member)
export const memberSignedIn = defineEvent(
  'staff.member-signed-in',
  z.object({ memberId: id, sessionId: id, newDevice: z.boolean() }),
)
/** Somebody tries passwords or codes; `memberId` is null when nobody has the address that they try. */
export const guessingNoticed = defineEvent(
  'staff.guessing-noticed',
  z.object({ memberId: id.nullable(), ip: z.string(), tries: z.number().int() }),
)
export const roleChanged = defineEvent('staff.role-changed', z.object({ roleId: id }))
export const apiKeyMade = defineEvent(
  'staff.api-key-made',
  z.object({ apiKeyId: id, memberId: id }),
)
export const apiKeyRevoked = defineEvent(
  'staff.api-key-revoked',
  z.object({ apiKeyId: id, memberId: id }),
)
/** Sessions, keys, roles or standing changed: whatever a process remembers about who may do what is stale. */
export const accessChanged = defineEvent('staff.access-changed', z.object({}))
