import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { defineJob, work, type Worker } from '#platform/jobs.ts'
import { endLapsedLeases } from './commands/end-lapsed-leases.ts'
import { forgetOldUses } from './commands/forget-old-uses.ts'
import { recordTest } from './commands/record-test.ts'
import type { ApiTest } from './contract.ts'
import type { NasProbe } from './outside/nas-probe/port.ts'
import type { RouterApi, RouterDoor } from './outside/router-api/port.ts'
import { openTest } from './queries/nas-tests.ts'

export const probeNas = defineJob('network.probe-nas', z.object({ testId: id }))
export const endLapsed = defineJob('network.end-lapsed-leases', z.object({}))
export const forgetUses = defineJob('network.forget-old-uses', z.object({}))

/** Asks the router outside of any transaction, and records what came of it. Done twice, the first answer stands. */
export function probing(probe: NasProbe, routerApi: RouterApi): Worker {
  return work(
    probeNas,
    async ({ unit, read, signal }, { testId }) => {
      const test = await read((r) => openTest(r, testId))
      if (!test) return
      const { address, nasId, siteId } = test
      const asking =
        address === null
          ? Promise.resolve({
              outcome: 'not-reachable-by-us' as const,
              took_ms: null,
              said: null,
            })
          : probe.ask({ address, port: test.port, secret: test.secret }, signal)
      const greeting = test.api && greet(routerApi, test.api)
      const outcome = { ...(await asking), api: await greeting }
      await unit((tx) => recordTest(tx, { testId, nasId, siteId, outcome }))
    },
    { timeout_s: 30, attempts: 2 },
  )
}

async function greet(routerApi: RouterApi, door: RouterDoor): Promise<ApiTest> {
  const started = performance.now()
  const greeted = await routerApi.greet(door)
  const took_ms = Math.round(performance.now() - started)
  return greeted.kind === 'well'
    ? { outcome: 'well', took_ms, said: `${greeted.name}, ${greeted.version}` }
    : { outcome: greeted.kind, took_ms: null, said: greeted.said }
}

export const endingLapsed: Worker = work(endLapsed, async ({ unit }) => {
  await unit(endLapsedLeases)
})

/** In short units, so that no long delete stands in the way of accounting. */
export const forgettingUses: Worker = work(forgetUses, async ({ unit, signal }) => {
  while (!signal.aborted && (await unit(forgetOldUses)) > 0);
})
