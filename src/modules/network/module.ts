import { defineModule } from '#platform/manifest.ts'
import {
  addressFixed,
  addressFreed,
  linkChanged,
  nasAdded,
  nasArchived,
  nasChanged,
  nasRestored,
  nasTested,
  poolChanged,
  profileChanged,
} from './events.ts'
import { endingLapsed, endLapsed, forgettingUses, forgetUses, probing } from './jobs.ts'
import type { NasProbe } from './outside/nas-probe/port.ts'
import type { RouterApi } from './outside/router-api/port.ts'
import {
  addressesAreInTheirRanges,
  routersHaveTheirProfiles,
  uplinksLeadOut,
} from './queries/invariants.ts'
import { settings } from './queries/settings.ts'
import { routes } from './routes.ts'

export function network({ probe, routerApi }: { probe: NasProbe; routerApi: RouterApi }) {
  return defineModule({
    name: 'network',
    permissions: {
      'network.read': 'See routers, address pools, links and vendor profiles',
      'network.change': 'Add, change, test and archive routers',
      'network.secrets': 'See and change the secrets of routers, and their set-up script',
      'network.change-profiles': 'Copy, change and remove vendor profiles',
      'network.change-pools': 'Change address pools, reserve and fix addresses, plan port blocks',
      'network.change-links': 'Change links and devices with their capacity',
      'network.find-holders': 'Find out who had an address at a moment',
    },
    settings,
    routes,
    announces: [
      nasAdded,
      nasChanged,
      nasArchived,
      nasRestored,
      nasTested,
      profileChanged,
      poolChanged,
      addressFixed,
      addressFreed,
      linkChanged,
    ],
    jobs: [probing(probe, routerApi), endingLapsed, forgettingUses],
    schedule: [
      { job: endLapsed, cron: '* * * * *' },
      { job: forgetUses, cron: '40 1 * * *' },
    ],
    invariants: [uplinksLeadOut, addressesAreInTheirRanges, routersHaveTheirProfiles],
  })
}
