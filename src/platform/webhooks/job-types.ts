import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { defineJob } from '#platform/jobs.ts'

export const deliverWebhook = defineJob('platform.deliver-webhook', z.object({ deliveryId: id }))
export const forgetDeliveries = defineJob('platform.forget-webhook-deliveries', z.object({}))
