import { z } from 'zod'
import { email } from '#kernel/email.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { channel, messageClass } from '#kernel/message.ts'
import { moneyOnWire } from '#kernel/money.ts'
import { phone } from '#kernel/phone.ts'
import { text } from '#kernel/text.ts'
import { instant, language, words } from './shapes.ts'

export const MESSAGE_STATES = ['waiting', 'sent', 'delivered', 'failed', 'stopped'] as const
export const messageState = z.enum(MESSAGE_STATES)
export type MessageState = z.infer<typeof messageState>

/** Why a message went no further, as words. */
export const MESSAGE_WHYS = [
  'no-address',
  'no-gateway',
  'opted-out',
  'too-many',
  'budget',
  'too-late',
  'bad-address',
  'blocked',
  'gateway-trouble',
  'no-answer',
  'undelivered',
] as const
export const messageWhy = z.enum(MESSAGE_WHYS)
export type MessageWhy = z.infer<typeof messageWhy>

export const message = z.object({
  id,
  purpose: z.string(),
  class: messageClass,
  language,
  subscriberId: id.nullable(),
  /** Who gets it, as far as it was said: a name, and where it goes or went. */
  to: z.object({
    name: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
  }),
  state: messageState,
  /** How it went, or how it is tried now. */
  channel: channel.nullable(),
  why: messageWhy.nullable(),
  parts: z.int(),
  cost: moneyOnWire,
  writtenAt: instant,
  /** When it goes on, while it waits. */
  nextAt: instant.nullable(),
  sentAt: instant.nullable(),
})
export type Message = z.infer<typeof message>

export const ATTEMPT_OUTCOMES = ['taken', 'refused', 'trouble', 'unknown'] as const

export const attempt = z.object({
  at: instant,
  channel,
  gateway: z.string().nullable(),
  outcome: z.enum(ATTEMPT_OUTCOMES),
  /** What the provider said. */
  why: z.string().nullable(),
  report: z.enum(['delivered', 'failed']).nullable(),
  reportAt: instant.nullable(),
  cost: moneyOnWire,
})

export const wholeMessage = message.extend({
  /** Null where it is forgotten; a code is never shown. */
  said: z.object({ text: z.string(), subject: z.string() }).nullable(),
  attempts: z.array(attempt),
  againOf: id.nullable(),
})
export type WholeMessage = z.infer<typeof wholeMessage>

export const listMessages = listEndpoint({
  name: 'messaging.list-messages',
  path: '/api/messages',
  access: 'messaging.read',
  summary: 'Lists what was said to whom; `q` finds a phone or an e-mail address, whole',
  personal: true,
  sorts: ['writtenAt'],
  defaultSort: '-writtenAt',
  filters: {
    state: anyOf(messageState),
    class: anyOf(messageClass),
    channel: anyOf(channel),
    purpose: z.string().max(80).optional(),
    subscriber: id.optional(),
  },
  item: message,
})

export const readMessage = endpoint({
  name: 'messaging.read-message',
  method: 'GET',
  path: '/api/messages/:messageId',
  access: 'messaging.read',
  summary: 'Shows one message: what it says, and every try to send it',
  personal: true,
  input: z.object({ messageId: id }),
  reply: wholeMessage,
})

export const writeMessage = endpoint({
  name: 'messaging.write-message',
  method: 'POST',
  path: '/api/messages',
  access: 'messaging.send',
  summary: 'Sends somebody a text that a member of staff wrote',
  personal: true,
  pace: 'heavy',
  input: z
    .object({
      id,
      subscriberId: id.nullable().default(null),
      phone: phone.nullable().default(null),
      email: email.nullable().default(null),
      language: language.default('en'),
      subject: text({ max: 150 }),
      text: words,
      /** To try one gateway and no other. */
      gatewayId: id.nullable().default(null),
    })
    .refine(({ phone: to, email: or }) => to !== null || or !== null, {
      path: ['phone'],
      message: 'Say where it goes: a phone or an e-mail address.',
    }),
  reply: wholeMessage,
})

export const resendMessage = endpoint({
  name: 'messaging.resend-message',
  method: 'POST',
  path: '/api/messages/:messageId/resend',
  access: 'messaging.send',
  summary: 'Sends the same again, under a new number; not a code, which is no longer known',
  personal: true,
  input: z.object({ messageId: id, id }),
  reply: wholeMessage,
})
