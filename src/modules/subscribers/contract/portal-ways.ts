import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { passkeyOptions, passkeyResponse } from '#kernel/passkey.ts'
import { text } from '#kernel/text.ts'

const instant = z.iso.datetime({ offset: true })

const passkey = z.object({
  id,
  name: z.string(),
  addedAt: instant,
  lastUsedAt: instant.nullable(),
  /** Kept by a platform account (iCloud, Google) and so on several devices. */
  synced: z.boolean(),
})

export const waysIn = z.object({
  passkeys: z.array(passkey),
  google: z.object({ linkedAt: instant }).nullable(),
})

export const readSignInWays = endpoint({
  name: 'subscribers.read-sign-in-ways',
  method: 'GET',
  path: '/api/portal/sign-in/ways',
  access: 'anyone',
  summary: 'Says whether one may sign in at the portal by Google',
  input: z.object({}),
  reply: z.object({ google: z.boolean() }),
})

export const beginPasskeySignIn = endpoint({
  name: 'subscribers.begin-passkey-sign-in',
  method: 'POST',
  path: '/api/portal/sign-in/passkey/options',
  access: 'anyone',
  summary: 'Gives the challenge for signing in at the portal with a passkey',
  pace: 'guess',
  input: z.object({}),
  reply: z.object({ options: passkeyOptions }),
})

export const signInWithMyPasskey = endpoint({
  name: 'subscribers.sign-in-with-passkey',
  method: 'POST',
  path: '/api/portal/sign-in/passkey',
  access: 'anyone',
  summary: 'Signs a subscriber in with a passkey',
  pace: 'guess',
  input: z.object({ response: passkeyResponse }),
  reply: z.object({}),
})

export const beginGoogleSignIn = endpoint({
  name: 'subscribers.begin-google-sign-in',
  method: 'POST',
  path: '/api/portal/sign-in/google/begin',
  access: 'anyone',
  summary: 'Gives the address at Google where a subscriber chooses an account',
  pace: 'guess',
  input: z.object({}),
  reply: z.object({ address: z.url() }),
})

/** Called again until Google has answered; only the browser that began may. */
export const finishGoogleSignIn = endpoint({
  name: 'subscribers.finish-google-sign-in',
  method: 'POST',
  path: '/api/portal/sign-in/google',
  access: 'anyone',
  summary: 'Signs a subscriber in with what Google sent their browser back with',
  input: z.object({ state: z.string().max(200), code: z.string().min(1).max(2000) }),
  reply: z.object({ step: z.enum(['waiting', 'done']) }),
})

export const readMyWaysIn = endpoint({
  name: 'subscribers.read-my-ways-in',
  method: 'GET',
  path: '/api/portal/me/ways-in',
  access: 'subscriber',
  summary: 'Shows one’s passkeys and whether Google signs one in',
  input: z.object({}),
  reply: waysIn,
})

export const beginMyPasskey = endpoint({
  name: 'subscribers.begin-my-passkey',
  method: 'POST',
  path: '/api/portal/me/passkeys/options',
  access: 'subscriber',
  summary: 'Gives the challenge for a new passkey of a subscriber',
  input: z.object({}),
  reply: z.object({ options: passkeyOptions }),
})

export const addMyPasskey = endpoint({
  name: 'subscribers.add-my-passkey',
  method: 'POST',
  path: '/api/portal/me/passkeys',
  access: 'subscriber',
  summary: 'Adds a passkey of a subscriber, and tells them',
  input: z.object({ name: text({ max: 60 }), response: passkeyResponse }),
  reply: waysIn,
})

export const renameMyPasskey = endpoint({
  name: 'subscribers.rename-my-passkey',
  method: 'PATCH',
  path: '/api/portal/me/passkeys/:passkeyId',
  access: 'subscriber',
  summary: 'Renames a passkey of a subscriber',
  input: z.object({ passkeyId: id, name: text({ max: 60 }) }),
  reply: waysIn,
})

export const removeMyPasskey = endpoint({
  name: 'subscribers.remove-my-passkey',
  method: 'DELETE',
  path: '/api/portal/me/passkeys/:passkeyId',
  access: 'subscriber',
  summary: 'Removes a passkey of a subscriber',
  input: z.object({ passkeyId: id }),
  reply: waysIn,
})

export const unlinkGoogle = endpoint({
  name: 'subscribers.unlink-google',
  method: 'DELETE',
  path: '/api/portal/me/google',
  access: 'subscriber',
  summary: 'Takes back that a Google account signs a subscriber in',
  input: z.object({}),
  reply: waysIn,
})
