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
import { reactions } from './reactions.ts'

export const services = defineModule({
  name: 'services',
  permissions: {
    'services.read': 'See services, what they are served and why',
    'services.change': 'Order, change, pause, hold and end services',
    'services.credentials': 'See and change the passwords with which services dial',
    'services.lift-safeguards': 'Lift holds that were set against abuse or fraud',
  },
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
})
