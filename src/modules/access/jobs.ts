import { z } from 'zod'
import { id } from '#kernel/id.ts'
import type { RouterApi } from '#modules/network/index.ts'
import { defineJob, type JobDoor, work, type Worker } from '#platform/jobs.ts'
import { countOnline } from './commands/count-online.ts'
import { buryPast } from './commands/bury-past.ts'
import { endSilent } from './commands/end-silent.ts'
import { findConflicts } from './commands/find-conflicts.ts'
import { forgetOldLog } from './commands/forget-old-log.ts'
import { keepLeases } from './commands/keep-leases.ts'
import { markSilent } from './commands/mark-silent.ts'
import { preparePartitions } from './commands/prepare-partitions.ts'
import { recordLook, type Looked } from './commands/record-look.ts'
import { recordTest } from './commands/record-test.ts'
import { takeLook } from './commands/take-look.ts'
import { takeLooks } from './commands/take-looks.ts'
import type { RadiusProbe } from './outside/radius-probe/port.ts'
import type { Look } from './queries/looks.ts'
import { openTest } from './queries/open-test.ts'
import { Gate } from './server/gate.ts'

export const endSilentOnes = defineJob('access.end-silent-sessions', z.object({}))
export const buryPastOnes = defineJob('access.bury-past-sessions', z.object({}))
export const lookForConflicts = defineJob('access.look-for-conflicts', z.object({}))
export const forgetLog = defineJob('access.forget-log', z.object({}))
export const keepAddresses = defineJob('access.keep-leases', z.object({}))
export const countOnlineNow = defineJob('access.count-online', z.object({}))
export const askRoutersInTurn = defineJob('access.ask-routers', z.object({}))
/** Sessions of one router that are doubted together. */
export const DOUBTED_MAX = 1_000
export const askOneRouter = defineJob(
  'access.ask-one-router',
  z.object({
    nasId: id,
    keys: z.array(id).max(DOUBTED_MAX),
    by: z.enum(['door', 'staff']),
  }),
)
export const askOurselves = defineJob('access.ask-ourselves', z.object({ testId: id }))

/** A part at a time, each a commit of its own, until nothing is left. */
export const endingSilent: Worker = work(endSilentOnes, async ({ unit, signal }) => {
  while (!signal.aborted && (await unit(endSilent)) > 0);
  while (!signal.aborted && (await unit(markSilent)) > 0);
})
export const buryingPast: Worker = work(buryPastOnes, async ({ unit, signal }) => {
  await unit(preparePartitions)
  while (!signal.aborted && (await unit(buryPast)) > 0);
})
export const lookingForConflicts: Worker = work(lookForConflicts, ({ unit }) => unit(findConflicts))
export const forgettingLog: Worker = work(forgetLog, async ({ unit, signal }) => {
  while (!signal.aborted && (await unit(forgetOldLog)) > 0);
})
export const keepingAddresses: Worker = work(keepAddresses, async ({ unit, signal }) => {
  while (!signal.aborted && !(await unit(keepLeases)).isAll);
})

export const countingOnline: Worker = work(countOnlineNow, ({ unit }) => unit(countOnline))

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

/** So many at a time, each with its own patience: routers that hang take the time of few others. */
const ROUTERS_AT_A_TIME = 10

/** Asks routers which sessions they have, those whose turn it is; who is not reached before the time is over has a turn again. */
export function askingRouters(routerApi: RouterApi): Worker {
  return work(
    askRoutersInTurn,
    async (door) => {
      const gate = new Gate(ROUTERS_AT_A_TIME)
      const looks = await door.unit(takeLooks)
      const about = { doubted: [], by: 'round' } as const
      await Promise.all(looks.map((one) => gate.through(() => look(door, routerApi, one, about))))
    },
    { timeout_s: 90, attempts: 1 },
  )
}

/** The same of one router now, because somebody doubts sessions of it. */
export function askingOneRouter(routerApi: RouterApi): Worker {
  return work(
    askOneRouter,
    async (door, { nasId, keys: doubted, by }) => {
      for (const one of await door.unit((tx) => takeLook(tx, nasId)))
        await look(door, routerApi, one, { doubted, by })
    },
    { timeout_s: 45, attempts: 2 },
  )
}

async function look(
  { unit, signal }: JobDoor,
  routerApi: RouterApi,
  { nasId, door, askedAt }: Look,
  about: Pick<Looked, 'doubted' | 'by'>,
): Promise<void> {
  if (signal.aborted) return
  const answer = await routerApi.sessions(door)
  await unit((tx) => recordLook(tx, { nasId, askedAt, answer, ...about }))
}
