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
import { forgetOld, forgettingOld, hashingPhones, sendingSignInCode } from './jobs.ts'
import { signInCode } from './queries/portal-texts.ts'
import { routes } from './routes.ts'

export const subscribers = defineModule({
  name: 'subscribers',
  permissions: {
    'subscribers.read': 'See subscribers: names, contacts, addresses, papers, timeline',
    'subscribers.change': 'Add subscribers and change what is known about them',
    'subscribers.change-terms':
      'Change credit terms, tax status, segments and contracts of subscribers',
    'subscribers.merge': 'Merge two records of one subscriber',
    'subscribers.import': 'Bring in subscribers from a file, and take all out into one',
  },
  routes,
  templates: [signInCode],
  jobs: [sendingSignInCode, forgettingOld],
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
