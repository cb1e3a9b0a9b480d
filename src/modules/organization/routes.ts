import { serve, serveFile, type Route } from '#platform/serve.ts'
import type { Tx } from '#platform/tx.ts'
import { announceHoliday } from './commands/announce-holiday.ts'
import { archiveSite } from './commands/archive-site.ts'
import { changeColours } from './commands/change-colours.ts'
import { changeHours } from './commands/change-hours.ts'
import { changeIdentity } from './commands/change-identity.ts'
import { changeRegion } from './commands/change-region.ts'
import { changeSetting } from './commands/change-setting.ts'
import { changeSite } from './commands/change-site.ts'
import { closeDay } from './commands/close-day.ts'
import { openSite } from './commands/open-site.ts'
import { removeLogo } from './commands/remove-logo.ts'
import { reopenDay } from './commands/reopen-day.ts'
import { resetSetting } from './commands/reset-setting.ts'
import { restoreSite } from './commands/restore-site.ts'
import { skipSetupStep } from './commands/skip-setup-step.ts'
import { undoSetting } from './commands/undo-setting.ts'
import { uploadLogo } from './commands/upload-logo.ts'
import * as contract from './contract.ts'
import { brandNow, logoNow } from './queries/brand.ts'
import { portalManifest } from './queries/portal-manifest.ts'
import { calendarOf } from './queries/calendar.ts'
import { organizationNow } from './queries/organization.ts'
import { declaredSetting, settingNow, settingsNow, type Declared } from './queries/settings.ts'
import { setupNow } from './queries/setup.ts'
import { sitesPage, siteNow } from './queries/sites.ts'
import { settingChangesPage } from './queries/setting-changes.ts'

export function routes(declared: () => Declared): Route[] {
  return [...identity, ...looks, ...days, ...sites, ...settings(declared), ...steps]
}

const identity = [
  serve(contract.readOrganization, (read) => organizationNow(read)),
  serve(contract.changeIdentity, async (tx, input) => {
    await changeIdentity(tx, input)
    return organizationNow(tx)
  }),
  serve(contract.changeRegion, async (tx, input) => {
    await changeRegion(tx, input)
    return organizationNow(tx)
  }),
]

const looks = [
  serve(contract.readBrand, (read) => brandNow(read)),
  serveFile(contract.readLogo, (read) => logoNow(read)),
  serveFile(contract.readPortalManifest, (read) => portalManifest(read)),
  serve(contract.changeColours, async (tx, input) => {
    await changeColours(tx, input)
    return brandNow(tx)
  }),
  serve(contract.uploadLogo, async (tx, { contentBase64, version }) => {
    await uploadLogo(tx, { bytes: Buffer.from(contentBase64, 'base64'), version })
    return brandNow(tx)
  }),
  serve(contract.removeLogo, async (tx, input) => {
    await removeLogo(tx, input)
    return brandNow(tx)
  }),
]

const days = [
  serve(contract.readCalendar, (read, { year }) => calendarOf(read, year)),
  serve(contract.changeHours, async (tx, input) => {
    await changeHours(tx, input)
    return calendarOf(tx)
  }),
  serve(contract.announceHoliday, async (tx, input) => {
    await announceHoliday(tx, input)
    return calendarOf(tx, yearOf(input.date))
  }),
  serve(contract.closeDay, async (tx, input) => {
    await closeDay(tx, input)
    return calendarOf(tx, yearOf(input.date))
  }),
  serve(contract.reopenDay, async (tx, input) => {
    const date = await reopenDay(tx, input)
    return calendarOf(tx, date.year)
  }),
]

function yearOf(date: string): number {
  return Temporal.PlainDate.from(date).year
}

const sites = [
  serve(contract.listSites, (read, input) => sitesPage(read, input), 'filtered'),
  serve(contract.readSite, (read, { siteId }) => siteNow(read, siteId)),
  serve(contract.openSite, async (tx, input) => siteNow(tx, await openSite(tx, input))),
  serve(contract.changeSite, async (tx, input) => {
    await changeSite(tx, input)
    return siteNow(tx, input.siteId)
  }),
  serve(contract.archiveSite, async (tx, input) => {
    await archiveSite(tx, input)
    return siteNow(tx, input.siteId)
  }),
  serve(contract.restoreSite, async (tx, input) => {
    await restoreSite(tx, input)
    return siteNow(tx, input.siteId)
  }),
]

function settings(declared: () => Declared): Route[] {
  const after = (tx: Tx, key: string) => settingNow(tx, declared(), key)
  return [
    serve(contract.readSettings, async (read) => ({
      settings: await settingsNow(read, declared()),
    })),
    serve(contract.changeSetting, async (tx, { key, ...input }) => {
      await changeSetting(tx, { setting: await declaredSetting(tx, declared(), key), ...input })
      return after(tx, key)
    }),
    serve(contract.resetSetting, async (tx, { key, version }) => {
      await resetSetting(tx, { setting: await declaredSetting(tx, declared(), key), version })
      return after(tx, key)
    }),
    serve(contract.undoSetting, async (tx, { key, version }) => {
      await undoSetting(tx, { setting: await declaredSetting(tx, declared(), key), version })
      return after(tx, key)
    }),
    serve(contract.listSettingChanges, (read, input) => settingChangesPage(read, input)),
  ]
}

const steps = [
  serve(contract.readSetup, (read) => setupNow(read)),
  serve(contract.skipSetupStep, async (tx, input) => {
    await skipSetupStep(tx, input)
    return setupNow(tx)
  }),
]
