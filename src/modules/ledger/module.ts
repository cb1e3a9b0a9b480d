import { defineModule } from '#platform/manifest.ts'
import { periodClosed, periodReopened, sealed } from './events.ts'
import { rollUpDays, sealDay, sealDayJob, verifySealsInBackground, verifySealsJob } from './jobs.ts'
import { invariants } from './queries/invariants.ts'
import { routes } from './routes.ts'

export const ledger = defineModule({
  name: 'ledger',
  permissions: {
    'ledger.read': 'See accounts, journals and balances',
    'ledger.post': 'Book journals by hand, and undo those',
    'ledger.change-accounts': 'Add, name and archive accounts',
    'ledger.close-periods': 'Close and reopen fiscal periods',
    'ledger.export': 'Export journals for accounting software',
  },
  routes,
  announces: [periodClosed, periodReopened, sealed],
  reconcilers: [rollUpDays],
  jobs: [sealDay, verifySealsInBackground],
  // Hourly, so that the seal follows the end of the day in whatever zone the ISP is.
  schedule: [
    { job: sealDayJob, cron: '7 * * * *' },
    { job: verifySealsJob, cron: '40 0 * * *' },
  ],
  invariants,
})
