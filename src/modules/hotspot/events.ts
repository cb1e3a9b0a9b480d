import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { defineEvent } from '#platform/events.ts'

/** Somebody got time at a walk-in door. */
export const passMade = defineEvent(
  'hotspot.pass-made',
  z.object({
    serviceId: id,
    siteId: id,
    kind: z.enum(['bought', 'voucher', 'trial', 'sponsored']),
  }),
)
export const doorChanged = defineEvent('hotspot.door-changed', z.object({ siteId: id }))
