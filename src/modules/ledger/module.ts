import { defineModule } from '#platform/manifest.ts'
import { periodClosed, periodReopened, sealed } from './events.ts'
import { routes } from './routes.ts'

export const ledger = defineModule({
  name: 'ledger',
  permissions: {
    'ledger.read': 'See accounts, journals and balances',
  },
  routes,
  announces: [periodClosed, periodReopened, sealed],
})
