import { defineModule } from '#platform/manifest.ts'
import { gardenSpeed_kbps, overdueSpeed_kbps } from './queries/slow-rates.ts'
import { routes } from './routes.ts'

export const shaping = defineModule({
  name: 'shaping',
  permissions: {
    'shaping.read': 'See which speed services deserve and why, and try out fair-use policies',
    'shaping.change': 'Change the speeds of the walled garden and of those who owe',
  },
  settings: [gardenSpeed_kbps, overdueSpeed_kbps],
  routes,
})
