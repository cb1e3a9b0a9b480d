import { defineModule } from '#platform/manifest.ts'
import { extraAdded, extraUndone, quotaChanged, shareReached, stageChanged } from './events.ts'
import { foldingHours, hoursKept, releasingReservations, turningPeriods } from './jobs.ts'
import {
  reservedIsPromised,
  runningPeriodsRun,
  standingsSayTheStage,
} from './queries/invariants.ts'
import { reactions } from './reactions.ts'
import { routes } from './routes.ts'

export const usage = defineModule({
  name: 'usage',
  permissions: {
    'usage.read': 'See what services use, their quotas and fair-use stages',
    'usage.give': 'Give services more data, time or speed, and take it back',
    'usage.change': 'Change how usage is kept',
  },
  settings: [hoursKept],
  routes,
  announces: [stageChanged, quotaChanged, shareReached, extraAdded, extraUndone],
  reactions,
  reconcilers: [turningPeriods, releasingReservations, foldingHours],
  invariants: [reservedIsPromised, standingsSayTheStage, runningPeriodsRun],
})
