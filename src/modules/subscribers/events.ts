import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { defineEvent } from '#platform/events.ts'

const subscriber = z.object({ subscriberId: id })

export const subscriberAdded = defineEvent('subscribers.subscriber-added', subscriber)
/** At most 200 at a time; a file of thousands announces itself in parts. */
export const subscribersImported = defineEvent(
  'subscribers.subscribers-imported',
  z.object({ subscriberIds: z.array(id).max(200) }),
)
/** Anything that other rooms may show or charge by: name, contacts, terms, parent, tags, segments. */
export const subscriberChanged = defineEvent(
  'subscribers.subscriber-changed',
  z.object({
    subscriberId: id,
    what: z.enum(['profile', 'contacts', 'addresses', 'terms', 'parent', 'tags', 'segments']),
  }),
)
export const taxChanged = defineEvent('subscribers.tax-changed', subscriber)
export const subscriberClosed = defineEvent('subscribers.subscriber-closed', subscriber)
export const subscriberReopened = defineEvent('subscribers.subscriber-reopened', subscriber)
/** Two records were one person: everything of the merged one is from now on the kept one's. */
export const subscribersMerged = defineEvent(
  'subscribers.subscribers-merged',
  z.object({ keptId: id, mergedId: id }),
)
export const consentChanged = defineEvent(
  'subscribers.consent-changed',
  z.object({ subscriberId: id, purpose: z.string(), what: z.enum(['given', 'withdrawn']) }),
)
export const contractChanged = defineEvent(
  'subscribers.contract-changed',
  z.object({ subscriberId: id, contractId: id, state: z.enum(['draft', 'active', 'ended']) }),
)
