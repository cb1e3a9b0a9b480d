import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { defineJob } from '#platform/jobs.ts'

/** Makes the next archive of a bundle. */
export const makeBundle = defineJob('documents.make-bundle', z.object({ bundleId: id }))
