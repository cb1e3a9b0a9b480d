import { z } from 'zod'
import { email } from '#kernel/email.ts'
import { endpoint } from '#kernel/endpoint.ts'

/** A letter that would have gone out by e-mail. */
export const letter = z.object({
  id: z.uuid(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
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
