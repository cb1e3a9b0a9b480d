import { z } from 'zod'
import { email } from '#kernel/email.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { phone } from '#kernel/phone.ts'
import { text } from '#kernel/text.ts'
import { instant } from './shapes.ts'

export const OPT_OUT_CHANNELS = ['sms', 'whatsapp', 'email'] as const
export const OPT_OUT_HOWS = ['stop-word', 'gateway', 'staff', 'subscriber'] as const
const optOutChannel = z.enum(OPT_OUT_CHANNELS)
const optOutHow = z.enum(OPT_OUT_HOWS)

const optOut = z.object({
  id,
  channel: optOutChannel,
  /** Null where only its hash was kept; it is found by searching for it all the same. */
  address: z.string().nullable(),
  how: optOutHow,
  reason: z.string().nullable(),
  at: instant,
})
export type OptOut = z.infer<typeof optOut>

export const listOptOuts = listEndpoint({
  name: 'messaging.list-opt-outs',
  path: '/api/messages/opt-outs',
  access: 'messaging.read',
  summary:
    'Lists who wants only what they must know; `q` finds a phone or an e-mail address, whole',
  personal: true,
  sorts: ['at'],
  defaultSort: '-at',
  filters: { channel: anyOf(optOutChannel), how: anyOf(optOutHow) },
  item: optOut,
})

export const addOptOut = endpoint({
  name: 'messaging.add-opt-out',
  method: 'POST',
  path: '/api/messages/opt-outs',
  access: 'messaging.send',
  summary: 'Writes to a phone or an e-mail address only what it must know from now on',
  personal: true,
  input: z
    .object({
      phone: phone.nullable().default(null),
      email: email.nullable().default(null),
      reason: text({ max: 200 }),
    })
    .refine(({ phone: to, email: or }) => to !== null || or !== null, {
      path: ['phone'],
      message: 'Say who: a phone or an e-mail address.',
    }),
  reply: z.object({ added: z.int() }),
})

/** Whoever said STOP is written to again only because they asked for it, and it stands in the audit trail how they did. */
export const liftOptOut = endpoint({
  name: 'messaging.lift-opt-out',
  method: 'POST',
  path: '/api/messages/opt-outs/:optOutId/lift',
  access: 'messaging.send',
  summary: 'Writes to an address everything again',
  input: z.object({ optOutId: id, reason: text({ max: 200 }) }),
  reply: z.object({}),
})
