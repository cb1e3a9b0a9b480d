import { defineModule } from '#platform/manifest.ts'
import {
  consentChanged,
  contractChanged,
  subscriberAdded,
  subscriberChanged,
  subscriberClosed,
  subscriberReopened,
  subscribersImported,
  subscribersMerged,
  taxChanged,
} from './events.ts'

import { mergedOnesAreEmpty, nobodyIsOwnParent, numbersAreRight } from './queries/invariants.ts'
import { askingGoogle, forgetOld, forgettingOld, hashingPhones, sendingSignInCode } from './jobs.ts'
import { googleLinked, passkeyAdded, signInCode } from './queries/portal-texts.ts'
import { settings } from './queries/settings.ts'
import { routes } from './routes.ts'
import { portalRoutes, type Outside } from './routes/portal.ts'

export function subscribers(outside: Outside) {
  return defineModule({
    name: 'subscribers',
    permissions: {
      'subscribers.read': 'See subscribers: names, contacts, addresses, papers, timeline',
      'subscribers.change': 'Add subscribers and change what is known about them',
      'subscribers.change-terms':
        'Change credit terms, tax status, segments and contracts of subscribers',
      'subscribers.merge': 'Merge two records of one subscriber',
      'subscribers.import': 'Bring in subscribers from a file, and take all out into one',
    },
    routes: [...routes, ...portalRoutes(outside)],
    settings,
    templates: [signInCode, passkeyAdded, googleLinked],
    jobs: [sendingSignInCode, askingGoogle(outside.google), forgettingOld],
    reconcilers: [hashingPhones],
    schedule: [{ job: forgetOld, cron: '53 1 * * *' }],
    announces: [
      subscriberAdded,
      subscribersImported,
      subscriberChanged,
      taxChanged,
      subscriberClosed,
      subscriberReopened,
      subscribersMerged,
      consentChanged,
      contractChanged,
    ],
    invariants: [nobodyIsOwnParent, mergedOnesAreEmpty, numbersAreRight],
  })
}
