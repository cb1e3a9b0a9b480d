import { defineModule } from '#platform/manifest.ts'
import {
  holdLifted,
  holdSet,
  planChanged,
  serviceActivated,
  serviceEnded,
  serviceOrdered,
  serviceRelocated,
  serviceTransferred,
} from './events.ts'
import { applyingChanges, endingHolds } from './jobs.ts'
import {
  endedOnesDialNoMore,
  nobodyMergedHoldsAnything,
  paidUntilIsThePeriods,
  transitionsTellTheStatus,
} from './queries/invariants.ts'
import { pauseTerms } from './queries/settings.ts'
import { reactions } from './reactions.ts'
import { routes } from './routes.ts'

export const services = defineModule({
  name: 'services',
  permissions: {
    'services.read': 'See services, what they are served and why',
    'services.change': 'Order, change, pause, hold and end services',
    'services.credentials': 'See and change the passwords with which services dial',
    'services.lift-safeguards': 'Lift holds that were set against abuse or fraud',
  },
  settings: [pauseTerms],
  routes,
  announces: [
    serviceOrdered,
    serviceActivated,
    serviceEnded,
    holdSet,
    holdLifted,
    planChanged,
    serviceRelocated,
    serviceTransferred,
  ],
  reactions,
  reconcilers: [applyingChanges, endingHolds],
  invariants: [
    paidUntilIsThePeriods,
    endedOnesDialNoMore,
    transitionsTellTheStatus,
    nobodyMergedHoldsAnything,
  ],
})
