import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'

/** A letter that would have gone out by e-mail. */
export const letter = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
})
export type Letter = z.infer<typeof letter>

export const listLetters = endpoint({
  name: 'mailbox.list-letters',
  method: 'GET',
  path: '/api/mailbox',
  access: 'anyone',
  summary: 'Shows the latest mail of the demo, which never leaves this machine',
  input: z.object({ to: z.string().trim().toLowerCase().max(254).optional() }),
  reply: z.object({ items: z.array(letter) }),
})
