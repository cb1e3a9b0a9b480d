import { z } from 'zod'
import { email } from '#kernel/email.ts'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { passkeyOptions, passkeyResponse } from '#kernel/passkey.ts'
import {
  code,
  givenPassword,
  heldRole,
  instant,
  language,
  newPassword,
  personName,
  theme,
  timeFormat,
} from './words.ts'

export const me = z.object({
  id,
  name: z.string(),
  email: z.string(),
  language,
  timeFormat,
  theme,
  standing: z.enum(['whole', 'enrolling']),
  via: z.enum(['session', 'api-key']),
  /** Expanded: what `can(…)` on a screen asks. Empty while enrolling. */
  permissions: z.array(z.string()),
  sites: z.union([z.literal('all'), z.array(id)]),
  /** Permissions that reach some sites only, where `sites` is more than that. */
  siteLimits: z.record(z.string(), z.array(id)),
  roles: z.array(heldRole),
  /** When identity was last proven; an endpoint with `stepUp` answers 403 `proof_needed` after ten minutes. */
  provenAt: instant,
  /** How this member can prove identity: `password-and-code` when an authenticator app is enrolled. */
  proofs: z.array(z.enum(['passkey', 'password', 'password-and-code'])),
  /** When this session ends if nothing is done, and at the latest. */
  idleEndsAt: instant.nullable(),
  endsAt: instant.nullable(),
})
export type Me = z.infer<typeof me>

export const whoAmI = endpoint({
  name: 'staff.who-am-i',
  method: 'GET',
  path: '/api/me',
  access: 'enrolling',
  summary: 'Tells who is signed in, with what permissions and sites',
  input: nothing,
  reply: me,
})

export const changeProfile = endpoint({
  name: 'staff.change-profile',
  method: 'PATCH',
  path: '/api/me',
  access: 'signed-in',
  summary: 'Changes one’s own name, language, time format and theme',
  input: z.object({
    name: personName.optional(),
    language: language.optional(),
    timeFormat: timeFormat.optional(),
    theme: theme.optional(),
  }),
  reply: me,
})

export const changePassword = endpoint({
  name: 'staff.change-password',
  method: 'POST',
  path: '/api/me/password',
  access: 'signed-in',
  summary: 'Changes one’s own password; asks for the current one and ends the other sessions',
  input: z.object({
    current: givenPassword,
    password: newPassword,
    endOtherSessions: z.boolean().default(true),
  }),
  reply: nothing,
})

export const changeEmail = endpoint({
  name: 'staff.change-email',
  method: 'POST',
  path: '/api/me/email',
  access: 'signed-in',
  stepUp: true,
  summary: 'Sends a code to a new e-mail address; the old one stays until the code is given',
  input: z.object({ email }),
  reply: z.object({ sentTo: z.string(), resendAfter_s: z.number().int() }),
})

export const confirmEmail = endpoint({
  name: 'staff.confirm-email',
  method: 'POST',
  path: '/api/me/email/confirm',
  access: 'signed-in',
  summary: 'Makes the new e-mail address the member’s own, with the code sent to it',
  input: z.object({ code }),
  reply: me,
})

export const startProofPasskey = endpoint({
  name: 'staff.start-proof-passkey',
  method: 'POST',
  path: '/api/me/proof/passkey-options',
  access: 'enrolling',
  summary: 'Gives the challenge for proving identity with a passkey',
  input: nothing,
  reply: z.object({ options: passkeyOptions }),
})

export const proveIdentity = endpoint({
  name: 'staff.prove-identity',
  method: 'POST',
  path: '/api/me/proof',
  access: 'enrolling',
  summary:
    'Proves identity again before something sensitive: a passkey, or the password (with a code where an authenticator app is enrolled)',
  input: z.object({
    password: givenPassword.optional(),
    code: code.optional(),
    passkey: passkeyResponse.optional(),
  }),
  reply: z.object({ provenAt: instant }),
})
