import { z } from 'zod'
import { email } from '#kernel/email.ts'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { passkeyOptions, passkeyResponse } from '#kernel/passkey.ts'
import { code, givenPassword, language, newPassword, personName } from './words.ts'

/**
 * Where a sign-in stands. Its state travels in HttpOnly cookies; the page keeps nothing.
 * - `done`: signed in. `standing: 'enrolling'` means that the role asks for an authenticator app or a
 *   passkey that this member does not have yet, and nothing else opens until there is one.
 * - `second-factor`: the password was right; one of `factors` is asked for, within ten minutes.
 *   `email-code` must be sent first (`sendEmailCode`).
 */
export const signInStep = z.discriminatedUnion('step', [
  z.object({ step: z.literal('done'), standing: z.enum(['whole', 'enrolling']) }),
  z.object({
    step: z.literal('second-factor'),
    factors: z.array(z.enum(['totp', 'passkey', 'email-code', 'recovery-code'])),
  }),
])
export type SignInStep = z.infer<typeof signInStep>

export const lookAtSetUp = endpoint({
  name: 'staff.look-at-set-up',
  method: 'GET',
  path: '/api/set-up',
  access: 'anyone',
  summary: 'Tells whether the first owner is still to be set up',
  input: nothing,
  reply: z.object({ owed: z.boolean() }),
})

export const setUpOwner = endpoint({
  name: 'staff.set-up-owner',
  method: 'POST',
  path: '/api/set-up',
  access: 'anyone',
  summary: 'Makes the first owner, with the one-time code that the server printed; gone afterwards',
  pace: 'guess',
  input: z.object({
    code: z.string().trim().max(64),
    name: personName,
    email,
    password: newPassword,
    language: language.default('en'),
  }),
  reply: signInStep,
})

export const signIn = endpoint({
  name: 'staff.sign-in',
  method: 'POST',
  path: '/api/sign-in',
  access: 'anyone',
  summary: 'Signs in with e-mail and password; may ask for a second factor',
  pace: 'guess',
  input: z.object({ email, password: givenPassword }),
  reply: signInStep,
})

export const sendEmailCode = endpoint({
  name: 'staff.send-email-code',
  method: 'POST',
  path: '/api/sign-in/email-code',
  access: 'anyone',
  summary: 'Sends the code for the sign-in under way to the e-mail address of the member',
  pace: 'guess',
  input: nothing,
  reply: z.object({ sentTo: z.string(), resendAfter_s: z.number().int() }),
})

export const giveSecondFactor = endpoint({
  name: 'staff.give-second-factor',
  method: 'POST',
  path: '/api/sign-in/second-factor',
  access: 'anyone',
  summary: 'Gives the second factor for the sign-in under way',
  pace: 'guess',
  input: z.object({ factor: z.enum(['totp', 'email-code', 'recovery-code']), code }),
  reply: signInStep,
})

export const startPasskeySignIn = endpoint({
  name: 'staff.start-passkey-sign-in',
  method: 'POST',
  path: '/api/sign-in/passkey-options',
  access: 'anyone',
  summary: 'Gives the challenge for a passkey: as second factor, or on its own without any e-mail',
  input: nothing,
  reply: z.object({ options: passkeyOptions }),
})

export const signInWithPasskey = endpoint({
  name: 'staff.sign-in-with-passkey',
  method: 'POST',
  path: '/api/sign-in/passkey',
  access: 'anyone',
  summary: 'Signs in with a passkey; with user verification it counts as both factors',
  pace: 'guess',
  input: z.object({ response: passkeyResponse }),
  reply: signInStep,
})

export const signOut = endpoint({
  name: 'staff.sign-out',
  method: 'POST',
  path: '/api/sign-out',
  access: 'enrolling',
  summary: 'Ends the session that asks',
  input: nothing,
  reply: nothing,
})

export const askPasswordReset = endpoint({
  name: 'staff.ask-password-reset',
  method: 'POST',
  path: '/api/forgotten-password',
  access: 'anyone',
  summary:
    'Sends a code for a new password, if the address is known; the answer is always the same',
  pace: 'guess',
  input: z.object({ email }),
  reply: z.object({ resendAfter_s: z.number().int() }),
})

export const resetPassword = endpoint({
  name: 'staff.reset-password',
  method: 'POST',
  path: '/api/forgotten-password/reset',
  access: 'anyone',
  summary: 'Sets a new password with the e-mailed code; the second factor stays as it was',
  pace: 'guess',
  input: z.object({ email, code, password: newPassword }),
  reply: nothing,
})
