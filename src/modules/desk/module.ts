import { defineModule } from '#platform/manifest.ts'
import { routes } from './routes.ts'

export const desk = defineModule({
  name: 'desk',
  permissions: {
    'desk.reports': 'See reports: revenue, ageing, collection, churn and taxes of the whole ISP',
  },
  routes,
})
