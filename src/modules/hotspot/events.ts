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
/** What was bought and paid cannot be given, so its money goes back. */
export const purchaseUndone = defineEvent(
  'hotspot.purchase-undone',
  z.object({ purchaseId: id, siteId: id, because: z.enum(['closed', 'refused']) }),
)
