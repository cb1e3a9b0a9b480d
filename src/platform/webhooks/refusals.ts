import { refusal } from '#kernel/refusal.ts'

export const webhookNotFound = refusal(
  'platform.webhook_not_found',
  404,
  'There is no such webhook.',
)
export const deliveryNotFound = refusal(
  'platform.webhook_delivery_not_found',
  404,
  'There is no such delivery.',
)
export const webhookChangedMeanwhile = refusal(
  'platform.webhook_changed',
  409,
  'Somebody else changed this webhook meanwhile. Read it again, then repeat your change.',
)
export const webhookIsOff = refusal(
  'platform.webhook_off',
  409,
  'This webhook is off. Switch it on first.',
)
export const tooManyWebhooks = refusal(
  'platform.too_many_webhooks',
  409,
  'There are {most} webhooks already, which is the most that Kasi keeps.',
)
export const unknownEvent = refusal(
  'platform.unknown_webhook_event',
  422,
  'There is no event {event} that webhooks may ask for.',
)
export const plainAddress = refusal(
  'platform.webhook_needs_https',
  422,
  'The address must start with https://, without a user name or password.',
)
