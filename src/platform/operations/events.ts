import { z } from 'zod'
import { defineEvent } from '#platform/events.ts'

/** Staff gave up on a job. The reason stays readable for as long as events are kept. */
export const jobDeleted = defineEvent(
  'platform.job-deleted',
  z.object({
    jobId: z.string(),
    name: z.string(),
    fault: z.string().nullable(),
    reason: z.string(),
  }),
)

/** Something that must always be true is not, and it was at the check before. */
export const invariantViolated = defineEvent(
  'platform.invariant-violated',
  z.object({ invariant: z.string(), violations: z.int() }),
)
