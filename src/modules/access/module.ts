import { defineModule } from '#platform/manifest.ts'
import { roamingChanged, sessionsChanged, testAnswered, traceChanged } from './events.ts'
import type { RouterApi } from '#modules/network/index.ts'
import {
  askingOneRouter,
  askingRouters,
  askRoutersInTurn,
  buryingPast,
  buryPastOnes,
  countingOnline,
  countOnlineNow,
  endingSilent,
  endSilentOnes,
  forgetLog,
  forgettingLog,
  keepAddresses,
  keepingAddresses,
  lookForConflicts,
  lookingForConflicts,
  testing,
} from './jobs.ts'
import type { RadiusProbe } from './outside/radius-probe/port.ts'
import { noSessionIsTwice, noStayIsTwoSessions, sessionsAreCounted } from './queries/invariants.ts'
import { SETTINGS } from './queries/policy.ts'
import { routes } from './routes.ts'

export function access({ probe, routerApi }: { probe: RadiusProbe; routerApi: RouterApi }) {
  return defineModule({
    name: 'access',
    permissions: {
      'access.read': 'See sessions, the RADIUS log, and why somebody gets online or not',
      'access.end-sessions': 'End live sessions',
      'access.test': 'Test how our own server answers a router',
      'access.trace': 'Keep and see the packets of a router or a service for some minutes',
      'access.change': 'Change how subscribers get online: the walled garden, limits, intervals',
    },
    settings: SETTINGS,
    routes,
    announces: [traceChanged, testAnswered, roamingChanged],
    // A webhook job for each batch of accounting would cost half of the batch.
    shows: [sessionsChanged],
    jobs: [
      endingSilent,
      buryingPast,
      forgettingLog,
      keepingAddresses,
      countingOnline,
      lookingForConflicts,
      askingRouters(routerApi),
      askingOneRouter(routerApi),
      testing(probe),
    ],
    schedule: [
      { job: endSilentOnes, cron: '* * * * *' },
      { job: askRoutersInTurn, cron: '* * * * *' },
      { job: keepAddresses, cron: '* * * * *' },
      { job: countOnlineNow, cron: '*/5 * * * *' },
      { job: lookForConflicts, cron: '*/5 * * * *' },
      { job: buryPastOnes, cron: '*/10 * * * *' },
      { job: forgetLog, cron: '20 * * * *' },
    ],
    invariants: [noSessionIsTwice, noStayIsTwoSessions, sessionsAreCounted],
  })
}
