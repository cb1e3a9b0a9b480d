import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { defineEvent } from '#platform/events.ts'

/** A service has reached another fair-use stage; null: none, as at the beginning of a period. */
export const stageChanged = defineEvent(
  'usage.stage-changed',
  z.object({ serviceId: id, from: z.int().nullable(), to: z.int().nullable() }),
)
/** A quota is used up, or there is something left again. */
export const quotaChanged = defineEvent(
  'usage.quota-changed',
  z.object({ serviceId: id, state: z.enum(['left', 'used-up']) }),
)
/** As much of a quota, or of what comes before the first fair-use stage, is used as the plan wants to be told of. */
export const shareReached = defineEvent(
  'usage.share-reached',
  z.object({ serviceId: id, of: z.enum(['quota', 'fair-use']), share_bp: z.int() }),
)
export const extraAdded = defineEvent(
  'usage.extra-added',
  z.object({
    serviceId: id,
    extraId: id,
    kind: z.enum(['data', 'time', 'boost']),
    how: z.string(),
  }),
)
export const extraUndone = defineEvent(
  'usage.extra-undone',
  z.object({ serviceId: id, extraId: id, kind: z.enum(['data', 'time', 'boost']) }),
)
/** What usage has to say about these services is not as it was: whoever keeps it in memory asks anew. */
export const usageChanged = defineEvent(
  'usage.usage-changed',
  z.object({ serviceIds: z.array(id).max(150) }),
)
