import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { defineJob, work, type Worker } from '#platform/jobs.ts'
import { buryPast } from './commands/bury-past.ts'
import { endSilent } from './commands/end-silent.ts'
import { forgetOldLog } from './commands/forget-old-log.ts'
import { keepLeases } from './commands/keep-leases.ts'
import { preparePartitions } from './commands/prepare-partitions.ts'
import { recordTest } from './commands/record-test.ts'
import type { RadiusProbe } from './outside/radius-probe/port.ts'
import { openTest } from './queries/open-test.ts'

export const endSilentOnes = defineJob('access.end-silent-sessions', z.object({}))
export const buryPastOnes = defineJob('access.bury-past-sessions', z.object({}))
export const forgetLog = defineJob('access.forget-log', z.object({}))
export const keepAddresses = defineJob('access.keep-leases', z.object({}))
export const askOurselves = defineJob('access.ask-ourselves', z.object({ testId: id }))

/** A part at a time, each a commit of its own, until nothing is left. */
export const endingSilent: Worker = work(endSilentOnes, async ({ unit, signal }) => {
  while (!signal.aborted && (await unit(endSilent)) > 0);
})
export const buryingPast: Worker = work(buryPastOnes, async ({ unit, signal }) => {
  await unit(preparePartitions)
  while (!signal.aborted && (await unit(buryPast)) > 0);
})
export const forgettingLog: Worker = work(forgetLog, async ({ unit, signal }) => {
  while (!signal.aborted && (await unit(forgetOldLog)) > 0);
})
export const keepingAddresses: Worker = work(keepAddresses, async ({ unit, signal }) => {
  while (!signal.aborted && !(await unit(keepLeases)).isAll);
})

/** Asks outside of any transaction, and records what came of it. */
export function testing(probe: RadiusProbe): Worker {
  return work(
    askOurselves,
    async ({ unit, read }, { testId }) => {
      const what = await read((r) => openTest(r, testId))
      if (!what) return
      const asked = await probe.ask(what)
      await unit((tx) => recordTest(tx, { testId, asked }))
    },
    { timeout_s: 15, attempts: 2 },
  )
}
