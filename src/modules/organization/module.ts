import { defineModule } from '#platform/manifest.ts'
import {
  brandChanged,
  settingChanged,
  identityChanged,
  siteArchived,
  siteChanged,
  siteOpened,
  siteRestored,
} from './events.ts'
import type { Setting } from '#platform/settings.ts'
import { everySettingFits } from './queries/invariants.ts'
import { odpcNoticeDays } from './queries/organization.ts'
import { routes } from './routes.ts'

/** `settings`: what all rooms declare, asked when needed, because later rooms are made after this one. */
export function organization(given: { settings: () => readonly Setting[] }) {
  const declared = () => new Map(given.settings().map((setting) => [setting.key, setting]))
  return defineModule({
    name: 'organization',
    permissions: {
      'organization.read': 'See who the ISP is: identity, brand, calendar',
      'organization.change': 'Change the identity, the region and the brand of the ISP',
      'organization.change-calendar': 'Change business hours, closed days and announced holidays',
      'organization.read-sites': 'See sites',
      'organization.change-sites': 'Open, change, archive and restore sites',
      'organization.read-settings': 'See the settings of all rooms and their history',
    },
    settings: [odpcNoticeDays],
    routes: routes(declared),
    announces: [
      siteOpened,
      siteChanged,
      siteArchived,
      siteRestored,
      identityChanged,
      brandChanged,
      settingChanged,
    ],
    invariants: [everySettingFits(declared)],
  })
}
