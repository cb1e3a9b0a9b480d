import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { defineEvent } from '#platform/events.ts'
import { HOLD_REASONS } from './contract/serving.ts'

const service = z.object({ serviceId: id, subscriberId: id })

/** What of a service the network may have to learn. */
export const CHANGED_PARTS = [
  'status',
  'plan',
  'site',
  'owner',
  'periods',
  'holds',
  'dunning',
  'credentials',
  'devices',
  'addresses',
  'limits',
  'addons',
] as const

/**
 * Anything that the network, the allowance or a screen reads of these services has changed: ask for them anew. At most
 * 150 at a time, so that every announcement fits into a notification of PostgreSQL.
 */
export const servicesChanged = defineEvent(
  'services.services-changed',
  z.object({ what: z.enum(CHANGED_PARTS), serviceIds: z.array(id).max(150) }),
)

export const serviceOrdered = defineEvent(
  'services.service-ordered',
  service.extend({ planVersionId: id }),
)
export const serviceActivated = defineEvent(
  'services.service-activated',
  // `bought`: with the period that is bought for it in the same moment.
  service.extend({ because: z.enum(['ordered', 'installed', 'bought']).default('installed') }),
)
export const serviceEnded = defineEvent(
  'services.service-ended',
  service.extend({ because: z.string() }),
)
export const holdSet = defineEvent(
  'services.hold-set',
  service.extend({ holdId: id, reason: z.enum(HOLD_REASONS), bills: z.boolean() }),
)
export const holdLifted = defineEvent(
  'services.hold-lifted',
  service.extend({ holdId: id, reason: z.enum(HOLD_REASONS), bills: z.boolean() }),
)
export const planChanged = defineEvent(
  'services.plan-changed',
  service.extend({ fromVersionId: id, toVersionId: id, quoteId: id.nullable() }),
)
export const changeAsked = defineEvent(
  'services.change-asked',
  service.extend({ changeId: id, what: z.string(), quoteId: id.nullable() }),
)
export const changeDropped = defineEvent(
  'services.change-dropped',
  service.extend({ changeId: id, what: z.string() }),
)
export const serviceRelocated = defineEvent('services.service-relocated', service)
/** From this moment on the new subscriber owes what the service costs. */
export const serviceTransferred = defineEvent(
  'services.service-transferred',
  service.extend({ fromSubscriberId: id }),
)
