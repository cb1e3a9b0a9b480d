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
