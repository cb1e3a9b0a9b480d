import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { text } from '#kernel/text.ts'

/**
 * Webhooks: other systems are told what happened here, in the Standard Webhooks format
 * (standardwebhooks.com): signed with a `whsec_` secret, tried again for days, logged, and replayed on request.
 */
const instant = z.iso.datetime()

export const WEBHOOK_STATES = ['on', 'off'] as const
export const webhookState = z.enum(WEBHOOK_STATES)

export const webhookUrl = z
  .url({ protocol: /^https?$/, error: 'An address such as https://example.com/hooks/kasi.' })
  .max(2000)
export const eventName = z
  .string()
  .max(120)
  .regex(
    /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/,
    'The name of an event, such as organization.site-opened.',
  )

/** A line of the list. Only the host is shown: the rest of an address often is a secret. */
export const webhookRow = z.object({
  id,
  name: z.string(),
  host: z.string(),
  /** Empty: every event. */
  events: z.array(z.string()),
  state: webhookState,
  /** Why it is off, when Kasi switched it off itself. */
  offBecause: z.string().nullable(),
  /** Since when no delivery succeeds; null while all is well. */
  failingSince: instant.nullable(),
  lastDeliveredAt: instant.nullable(),
  changedAt: instant,
})
export type WebhookRow = z.infer<typeof webhookRow>

export const webhook = webhookRow.extend({
  url: z.string(),
  /** Until when the secret before is still used to sign, besides the new one. */
  oldSecretUntil: instant.nullable(),
  version: z.int(),
})
export type Webhook = z.infer<typeof webhook>

export const listWebhooks = listEndpoint({
  name: 'platform.list-webhooks',
  path: '/api/webhooks',
  access: 'platform.webhooks-read',
  summary: 'Where other systems are told what happens here. `q` searches in name and host.',
  sorts: ['name', 'changedAt'],
  defaultSort: 'name',
  filters: { state: anyOf(webhookState) },
  item: webhookRow,
})

const webhookId = z.object({ webhookId: id })

export const readWebhook = endpoint({
  name: 'platform.read-webhook',
  method: 'GET',
  path: '/api/webhooks/:webhookId',
  access: 'platform.webhooks-manage',
  summary: 'One webhook with its whole address.',
  input: webhookId,
  reply: webhook,
})

const webhookFields = z.object({
  name: text({ max: 80 }),
  url: webhookUrl,
  events: z.array(eventName).max(100),
})

/** The secret is answered here and at rotation, and never again. */
export const addWebhook = endpoint({
  name: 'platform.add-webhook',
  method: 'POST',
  path: '/api/webhooks',
  access: 'platform.webhooks-manage',
  summary: 'Adds a webhook. The reply holds its signing secret, which is not shown again.',
  stepUp: true,
  input: webhookFields,
  reply: z.object({ webhook, secret: z.string() }),
})

export const changeWebhook = endpoint({
  name: 'platform.change-webhook',
  method: 'PUT',
  path: '/api/webhooks/:webhookId',
  access: 'platform.webhooks-manage',
  summary: 'Changes a webhook, or switches it on or off.',
  input: webhookFields.extend({ webhookId: id, state: webhookState, version: z.int() }),
  reply: webhook,
})

export const removeWebhook = endpoint({
  name: 'platform.remove-webhook',
  method: 'DELETE',
  path: '/api/webhooks/:webhookId',
  access: 'platform.webhooks-manage',
  summary: 'Removes a webhook with its log. What is still to be delivered is not.',
  input: webhookId,
  reply: nothing,
})

export const rotateWebhookSecret = endpoint({
  name: 'platform.rotate-webhook-secret',
  method: 'POST',
  path: '/api/webhooks/:webhookId/rotate-secret',
  access: 'platform.webhooks-manage',
  summary: 'Makes a new signing secret. For 24 hours messages carry the signatures of both.',
  stepUp: true,
  input: webhookId,
  reply: z.object({ webhook, secret: z.string() }),
})

export const testWebhook = endpoint({
  name: 'platform.test-webhook',
  method: 'POST',
  path: '/api/webhooks/:webhookId/test',
  access: 'platform.webhooks-manage',
  summary: 'Sends the event platform.webhook-tested to this webhook alone.',
  input: webhookId,
  reply: z.object({ deliveryId: id }),
})

/** - `waiting`: not tried yet, or to be tried again. - `failed`: given up, or the webhook is off. */
export const DELIVERY_STATES = ['waiting', 'delivered', 'failed'] as const
export const deliveryState = z.enum(DELIVERY_STATES)

export const deliveryRow = z.object({
  id,
  webhookId: id,
  webhookName: z.string(),
  event: z.string(),
  state: deliveryState,
  attempts: z.int(),
  at: instant,
  nextAt: instant.nullable(),
  deliveredAt: instant.nullable(),
  /** HTTP status of the last answer; null when none came. */
  lastStatus: z.int().nullable(),
  lastError: z.string().nullable(),
})
export type DeliveryRow = z.infer<typeof deliveryRow>

export const delivery = deliveryRow.extend({
  /** What was sent, as JSON text. */
  body: z.string(),
  tries: z.array(
    z.object({
      at: instant,
      duration_ms: z.int(),
      status: z.int().nullable(),
      error: z.string().nullable(),
      /** The beginning of what was answered. */
      answer: z.string().nullable(),
    }),
  ),
})
export type Delivery = z.infer<typeof delivery>

export const listDeliveries = listEndpoint({
  name: 'platform.list-webhook-deliveries',
  path: '/api/webhook-deliveries',
  access: 'platform.webhooks-read',
  summary: 'What was sent to webhooks, or is to be. `q` searches in the name of the event.',
  sorts: ['at', 'event'],
  defaultSort: '-at',
  filters: { webhookId: anyOf(id), state: anyOf(deliveryState), event: anyOf(eventName) },
  item: deliveryRow,
})

const deliveryId = z.object({ deliveryId: id })

export const readDelivery = endpoint({
  name: 'platform.read-webhook-delivery',
  method: 'GET',
  path: '/api/webhook-deliveries/:deliveryId',
  access: 'platform.webhooks-manage',
  summary: 'One delivery: what was sent, and each try with what was answered.',
  input: deliveryId,
  reply: delivery,
})

export const replayDelivery = endpoint({
  name: 'platform.replay-webhook-delivery',
  method: 'POST',
  path: '/api/webhook-deliveries/:deliveryId/replay',
  access: 'platform.webhooks-manage',
  summary: 'Sends one delivery again, under the same webhook-id.',
  input: deliveryId,
  reply: nothing,
})

export const replayFailed = endpoint({
  name: 'platform.replay-failed-webhook-deliveries',
  method: 'POST',
  path: '/api/webhooks/:webhookId/replay-failed',
  access: 'platform.webhooks-manage',
  summary: 'Sends again what failed since an instant; at most 1000 at once, the oldest first.',
  input: webhookId.extend({ since: instant }),
  reply: z.object({ replayed: z.int(), left: z.int() }),
})

export const listWebhookEvents = endpoint({
  name: 'platform.list-webhook-events',
  method: 'GET',
  path: '/api/webhook-events',
  access: 'platform.webhooks-read',
  summary: 'The events that a webhook may ask for, with the JSON Schema of their facts.',
  input: nothing,
  reply: z.object({
    events: z.array(z.object({ name: z.string(), facts: z.record(z.string(), z.json()) })),
  }),
})
