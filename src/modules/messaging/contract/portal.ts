import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { listEndpoint } from '#kernel/list.ts'
import { channel } from '#kernel/message.ts'
import { text } from '#kernel/text.ts'
import { instant } from './shapes.ts'

export const listMyMessages = listEndpoint({
  name: 'messaging.list-my-messages',
  path: '/api/portal/messages',
  access: 'subscriber',
  summary: 'Lists what we wrote to the one who asks',
  personal: true,
  sorts: ['writtenAt'],
  defaultSort: '-writtenAt',
  filters: {},
  item: z.object({
    id,
    subject: z.string(),
    text: z.string(),
    channel: channel.nullable(),
    writtenAt: instant,
  }),
})

export const readPushKey = endpoint({
  name: 'messaging.read-push-key',
  method: 'POST',
  path: '/api/portal/push/key',
  access: 'subscriber',
  summary: 'The key that a browser needs to be told things, and on how many devices that is on',
  input: z.object({}),
  reply: z.object({ publicKey: z.string(), devices: z.int() }),
})

export const addPushAddress = endpoint({
  name: 'messaging.add-push-address',
  method: 'POST',
  path: '/api/portal/push',
  access: 'subscriber',
  summary: 'Lets this browser be told things',
  input: z.object({
    endpoint: z.url({ protocol: /^https$/ }).max(2000),
    /** A point of P-256 and sixteen bytes, as browsers make them (RFC 8291 §3). */
    keys: z.object({
      p256dh: z.string().regex(/^B[\w-]{86}=?$/),
      auth: z.string().regex(/^[\w-]{22}(?:==)?$/),
    }),
    device: text({ max: 100 }),
  }),
  reply: z.object({ devices: z.int() }),
})

export const removePushAddress = endpoint({
  name: 'messaging.remove-push-address',
  method: 'POST',
  path: '/api/portal/push/remove',
  access: 'subscriber',
  summary: 'This browser is no longer told things',
  input: z.object({ endpoint: z.url().max(2000) }),
  reply: z.object({ devices: z.int() }),
})
