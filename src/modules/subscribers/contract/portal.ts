import { z } from 'zod'
import { email } from '#kernel/email.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { phone } from '#kernel/phone.ts'
import { CONSENT_PURPOSES } from './consents.ts'
import { LANGUAGES } from './shapes.ts'

/** A phone or an e-mail address, as people type it. */
const reachedAt = z
  .string()
  .trim()
  .max(254)
  .transform((given, context) => {
    const found = given.includes('@') ? email.safeParse(given) : phone.safeParse(given)
    if (found.success) return found.data
    context.addIssue({
      code: 'custom',
      message: 'A phone number such as 0712 345 678, or an e-mail address.',
    })
    return z.NEVER
  })

export const person = z.object({ id, name: z.string(), number: z.string() })

export const me = z.object({
  subscriberId: id,
  name: z.string(),
  number: z.string(),
  kind: z.enum(['person', 'company']),
  language: z.enum(LANGUAGES),
  /** Everybody whom this phone or address looks after, the one who is shown among them. */
  people: z.array(person),
  contacts: z.array(z.object({ channel: z.string(), value: z.string() })),
  consents: z.array(z.enum(CONSENT_PURPOSES)),
  hasPassword: z.boolean(),
})
export type Me = z.infer<typeof me>

export const askSignInCode = endpoint({
  name: 'subscribers.ask-sign-in-code',
  method: 'POST',
  path: '/api/portal/sign-in/code',
  access: 'anyone',
  summary:
    'Sends a code to a phone or an address, if a subscriber is reached there; says the same if not',
  pace: 'guess',
  guessedField: 'to',
  input: z.object({ to: reachedAt }),
  reply: z.object({}),
})

export const signInWithCode = endpoint({
  name: 'subscribers.sign-in-with-code',
  method: 'POST',
  path: '/api/portal/sign-in',
  access: 'anyone',
  summary: 'Signs a subscriber in with the code that was sent',
  pace: 'guess',
  guessedField: 'to',
  input: z.object({
    to: reachedAt,
    code: z.string().regex(/^\d{6}$/, 'The six digits of the message.'),
  }),
  reply: z.object({}),
})

export const signInWithPassword = endpoint({
  name: 'subscribers.sign-in-with-password',
  method: 'POST',
  path: '/api/portal/sign-in/password',
  access: 'anyone',
  summary: 'Signs a subscriber in with the password that they chose',
  pace: 'guess',
  guessedField: 'to',
  input: z.object({ to: reachedAt, password: z.string().max(200) }),
  reply: z.object({}),
})

export const signOutOfPortal = endpoint({
  name: 'subscribers.sign-out',
  method: 'POST',
  path: '/api/portal/sign-out',
  access: 'subscriber',
  summary: 'Ends the session of this browser, or of all',
  input: z.object({ where: z.enum(['here', 'everywhere']).default('here') }),
  reply: z.object({}),
})

export const readMe = endpoint({
  name: 'subscribers.read-me',
  method: 'GET',
  path: '/api/portal/me',
  access: 'subscriber',
  summary: 'Who is signed in at the portal, and whom they look after',
  personal: true,
  input: z.object({}),
  reply: me,
})

export const choosePerson = endpoint({
  name: 'subscribers.choose-person',
  method: 'POST',
  path: '/api/portal/person',
  access: 'subscriber',
  summary: 'Shows the things of somebody else whom the same phone or address looks after',
  input: z.object({ subscriberId: id }),
  reply: me,
})

export const changeMyLanguage = endpoint({
  name: 'subscribers.change-my-language',
  method: 'PUT',
  path: '/api/portal/me/language',
  access: 'subscriber',
  summary: 'Sets the language in which a subscriber is written to',
  input: z.object({ language: z.enum(LANGUAGES) }),
  reply: me,
})

/** Long rather than odd, and bounded by tries (NIST SP 800-63B §3.1.1). */
export const setMyPassword = endpoint({
  name: 'subscribers.set-my-password',
  method: 'PUT',
  path: '/api/portal/me/password',
  access: 'subscriber',
  summary: 'Sets a password for signing in without a code',
  input: z.object({ password: z.string().min(10, 'At least ten letters.').max(200) }),
  reply: me,
})

export const setMyConsent = endpoint({
  name: 'subscribers.set-my-consent',
  method: 'PUT',
  path: '/api/portal/me/consents',
  access: 'subscriber',
  summary: 'Agrees to something, or takes it back',
  input: z.object({ purpose: z.enum(CONSENT_PURPOSES), what: z.enum(['given', 'withdrawn']) }),
  reply: me,
})
