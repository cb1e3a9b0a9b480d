import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { defineEvent } from '#platform/events.ts'

/** Sessions began, ended, or are to be ended: whoever keeps them in memory reads them again. By their keys, 150 at most. */
export const sessionsChanged = defineEvent(
  'access.sessions-changed',
  z.object({
    /** Which process told, so that it need not listen to itself. */
    by: z.string(),
    keys: z.array(id).max(150),
  }),
)

export const KEYS_MAX = 150

/** A packet trace began or ended: whoever answers RADIUS looks which ones run. */
export const traceChanged = defineEvent(
  'access.trace-changed',
  z.object({ traceId: id, siteId: id.nullable() }),
)

/** A request of the packet tester was answered. */
export const testAnswered = defineEvent('access.test-answered', z.object({ testId: id }))

/** Realms, or servers of other providers, are not as they were: whoever forwards reads them again. */
export const roamingChanged = defineEvent('access.roaming-changed', z.object({}))
