import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { defineEvent } from '#platform/events.ts'

export const webhookTested = defineEvent('platform.webhook-tested', z.object({ webhookId: id }))
/** Kasi gave a webhook up; whoever runs the ISP should know. */
export const webhookSwitchedOff = defineEvent(
  'platform.webhook-switched-off',
  z.object({ webhookId: id }),
)
/** For live screens: something about this webhook's deliveries changed. */
export const webhookDelivered = defineEvent(
  'platform.webhook-delivered',
  z.object({ webhookId: id, deliveryId: id, state: z.enum(['waiting', 'delivered', 'failed']) }),
)
