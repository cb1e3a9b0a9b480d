import { z } from 'zod'
import { email } from '#kernel/email.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { phone } from '#kernel/phone.ts'

/** A letter that would have gone out by e-mail. */
export const letter = z.object({
  id: z.uuid(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
})

/** A text that would have come to a phone. */
export const textOnPhone = z.object({
  id: z.string(),
  to: z.string(),
  from: z.string(),
  text: z.string(),
  at: z.iso.datetime(),
})

export const listTexts = endpoint({
  name: 'mailbox.list-texts',
  method: 'GET',
  path: '/api/mailbox/texts',
  access: 'anyone',
  summary:
    'Shows the latest texts on phones of the demo to browsers on its own machine, the latest first',
  input: z.object({ to: phone.optional() }),
  /** `lab`: where the gateways of the demo are let go wrong, while it runs. */
  reply: z.object({ items: z.array(textOnPhone), lab: z.url().nullable() }),
})

export const listLetters = endpoint({
  name: 'mailbox.list-letters',
  method: 'GET',
  path: '/api/mailbox',
  access: 'anyone',
  summary: 'Shows the latest mail of the demo to browsers on its own machine, the latest first',
  input: z.object({ to: email.optional() }),
  reply: z.object({ items: z.array(letter) }),
})
