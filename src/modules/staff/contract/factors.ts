import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { passkeyOptions, passkeyResponse } from '#kernel/passkey.ts'
import { text } from '#kernel/text.ts'
import { code, instant } from './words.ts'

export const passkey = z.object({
  id,
  name: z.string(),
  addedAt: instant,
  lastUsedAt: instant.nullable(),
  /** Kept by a platform account (iCloud, Google) and so on several devices. */
  synced: z.boolean(),
})

export const factors = z.object({
  totp: z.object({ addedAt: instant }).nullable(),
  passkeys: z.array(passkey),
  recoveryCodesLeft: z.number().int(),
  /** A role asks for an authenticator app or a passkey; the last one cannot be removed. */
  required: z.boolean(),
})

/** Recovery codes are shown once, when the first factor is added or when they are renewed; null otherwise. */
const recoveryCodes = z.array(z.string()).nullable()

export const getFactors = endpoint({
  name: 'staff.get-factors',
  method: 'GET',
  path: '/api/me/factors',
  access: 'enrolling',
  summary: 'Shows one’s own second factors',
  input: nothing,
  reply: factors,
})

export const startTotp = endpoint({
  name: 'staff.start-totp',
  method: 'POST',
  path: '/api/me/factors/totp',
  access: 'enrolling',
  stepUp: true,
  summary:
    'Gives the secret for an authenticator app, as text and as an otpauth address for a QR code',
  input: nothing,
  reply: z.object({ secret: z.string(), uri: z.string() }),
})

export const confirmTotp = endpoint({
  name: 'staff.confirm-totp',
  method: 'POST',
  path: '/api/me/factors/totp/confirm',
  access: 'enrolling',
  stepUp: true,
  summary:
    'Adds the authenticator app, proven by its first code; a session that was enrolling becomes whole',
  input: z.object({ code }),
  reply: z.object({ recoveryCodes }),
})

export const removeTotp = endpoint({
  name: 'staff.remove-totp',
  method: 'DELETE',
  path: '/api/me/factors/totp',
  access: 'signed-in',
  stepUp: true,
  summary: 'Removes the authenticator app',
  input: nothing,
  reply: nothing,
})

export const startPasskey = endpoint({
  name: 'staff.start-passkey',
  method: 'POST',
  path: '/api/me/factors/passkeys/options',
  access: 'enrolling',
  stepUp: true,
  summary: 'Gives the challenge for a new passkey',
  input: nothing,
  reply: z.object({ options: passkeyOptions }),
})

export const addPasskey = endpoint({
  name: 'staff.add-passkey',
  method: 'POST',
  path: '/api/me/factors/passkeys',
  access: 'enrolling',
  stepUp: true,
  summary: 'Adds a passkey; a session that was enrolling becomes whole',
  input: z.object({ name: text({ max: 60 }), response: passkeyResponse }),
  reply: z.object({ passkey, recoveryCodes }),
})

export const renamePasskey = endpoint({
  name: 'staff.rename-passkey',
  method: 'PATCH',
  path: '/api/me/factors/passkeys/:passkeyId',
  access: 'signed-in',
  summary: 'Renames a passkey',
  input: z.object({ passkeyId: id, name: text({ max: 60 }) }),
  reply: passkey,
})

export const removePasskey = endpoint({
  name: 'staff.remove-passkey',
  method: 'DELETE',
  path: '/api/me/factors/passkeys/:passkeyId',
  access: 'signed-in',
  stepUp: true,
  summary: 'Removes a passkey',
  input: z.object({ passkeyId: id }),
  reply: nothing,
})

export const renewRecoveryCodes = endpoint({
  name: 'staff.renew-recovery-codes',
  method: 'POST',
  path: '/api/me/factors/recovery-codes',
  access: 'signed-in',
  stepUp: true,
  summary: 'Makes ten new recovery codes and voids the old ones; shown once',
  input: nothing,
  reply: z.object({ recoveryCodes: z.array(z.string()) }),
})
