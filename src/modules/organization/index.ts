/** The door: what other rooms and the wiring may use. */
export { finishSetupStep } from './commands/finish-setup-step.ts'
export {
  brandChanged,
  calendarChanged,
  identityChanged,
  regionChanged,
  settingChanged,
  siteArchived,
  siteChanged,
  siteOpened,
  siteRestored,
} from './events.ts'
export { brandNow, logoIfAny } from './queries/brand.ts'
export { holidaysIn } from './queries/calendar.ts'
export { organizationNow, regionNow, sellerNow } from './queries/organization.ts'
export { followSettings, settingValue } from './queries/setting-value.ts'
export { settingNotFound, siteNotFound } from './refusals.ts'
