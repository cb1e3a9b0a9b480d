import { defineModule } from '#platform/manifest.ts'
import { sessionsChanged } from './events.ts'
import { buryingPast, buryPastOnes, endingSilent, endSilentOnes } from './jobs.ts'
import { noSessionIsTwice } from './queries/invariants.ts'
import { SETTINGS } from './queries/policy.ts'

export const access = defineModule({
  name: 'access',
  permissions: {
    'access.read': 'See sessions and why somebody gets online or not',
    'access.end-sessions': 'End live sessions',
    'access.change': 'Change how subscribers get online: the walled garden, limits, intervals',
  },
  settings: SETTINGS,
  announces: [sessionsChanged],
  jobs: [endingSilent, buryingPast],
  schedule: [
    { job: endSilentOnes, cron: '* * * * *' },
    { job: buryPastOnes, cron: '*/10 * * * *' },
  ],
  invariants: [noSessionIsTwice],
})
