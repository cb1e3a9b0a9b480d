import { z } from 'zod'
import { defineJob, work, type Worker } from '#platform/jobs.ts'
import { buryPast } from './commands/bury-past.ts'
import { endSilent } from './commands/end-silent.ts'
import { preparePartitions } from './commands/prepare-partitions.ts'

export const endSilentOnes = defineJob('access.end-silent-sessions', z.object({}))
export const buryPastOnes = defineJob('access.bury-past-sessions', z.object({}))

/** A part at a time, each a commit of its own, until nothing is left. */
export const endingSilent: Worker = work(endSilentOnes, async ({ unit, signal }) => {
  while (!signal.aborted && (await unit(endSilent)) > 0);
})
export const buryingPast: Worker = work(buryPastOnes, async ({ unit, signal }) => {
  await unit(preparePartitions)
  while (!signal.aborted && (await unit(buryPast)) > 0);
})
