import { defineModule } from '#platform/manifest.ts'
import { countingOnline, countOnlineNow } from './jobs.ts'
import { routes } from './routes.ts'

export const desk = defineModule({
  name: 'desk',
  permissions: {
    'desk.reports': 'See reports: revenue, ageing, collection, churn and taxes of the whole ISP',
  },
  routes,
  jobs: [countingOnline],
  schedule: [{ job: countOnlineNow, cron: '*/5 * * * *' }],
})
