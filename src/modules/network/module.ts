import { defineModule } from '#platform/manifest.ts'
import {
  linkChanged,
  nasAdded,
  nasArchived,
  nasChanged,
  nasRestored,
  poolChanged,
  profileChanged,
} from './events.ts'

export const network = defineModule({
  name: 'network',
  permissions: {
    'network.read': 'See routers, address pools, links and vendor profiles',
    'network.change': 'Add, change, test and archive routers',
    'network.read-secrets': 'See and change the secrets of routers, and their set-up script',
    'network.change-profiles': 'Copy, change and remove vendor profiles',
    'network.change-pools': 'Change address pools, reserve and fix addresses, plan port blocks',
    'network.change-links': 'Change links and devices with their capacity',
    'network.find-holders': 'Find out who had an address at a moment',
  },
  announces: [
    nasAdded,
    nasChanged,
    nasArchived,
    nasRestored,
    poolChanged,
    profileChanged,
    linkChanged,
  ],
})
