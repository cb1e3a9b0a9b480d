import { defineModule } from '#platform/manifest.ts'
import { transferLate } from './events.ts'
import { matchingTransfers } from './jobs.ts'
import { invariants } from './queries/invariants.ts'
import { transferDaysSetting } from './queries/settings.ts'
import { routes } from './routes.ts'

export const banking = defineModule({
  name: 'banking',
  permissions: {
    'banking.read': 'See statements of our banks and what became of their lines',
    'banking.import': 'Add bank accounts and import their statements',
    'banking.book':
      'Book fees, transfers and payments that came back on bank statements, and say which lines are money of ours',
  },
  settings: [transferDaysSetting],
  routes,
  announces: [transferLate],
  reconcilers: [matchingTransfers],
  invariants,
})
