import type { Client } from '#kernel/client.ts'
import {
  announceHoliday,
  archiveSite,
  changeColours,
  changeHours,
  changeIdentity,
  changeRegion,
  changeSetting,
  closeDay,
  listSites,
  openSite,
  readBrand,
  readCalendar,
  readOrganization,
  readSettings,
  readSetup,
  uploadLogo,
} from '#modules/organization/contract.ts'
import { addWebhook, changeWebhook, listWebhooks } from '#platform/webhooks/contract.ts'
import { ARCHIVED, COLOURS, HOURS, IDENTITY, LOGO, SITES } from './savanna.ts'

/**
 * What the owner does on the first days, through the API. Every step looks first whether it is done, so a
 * demo that was killed half way is completed at the next start.
 */
export async function furnishIsp(owner: Client): Promise<void> {
  await introduce(owner)
  await dress(owner)
  await arrangeCalendar(owner)
  await openSites(owner)
  await choose(owner)
  await tellAnotherSystem(owner)
}

async function introduce(owner: Client) {
  const { version } = await owner.call(readOrganization, {})
  if (version === 1) await owner.call(changeIdentity, { ...IDENTITY, version })
  const { steps } = await owner.call(readSetup, {})
  if (steps.find(({ step }) => step === 'region')?.state !== 'open') return
  const now = await owner.call(readOrganization, {})
  const region = { timeZone: 'Africa/Nairobi', weekStart: 'monday', language: 'en' } as const
  await owner.call(changeRegion, { ...region, version: now.version })
}

async function dress(owner: Client) {
  const { version } = await owner.call(readBrand, {})
  if (version === 1) await owner.call(changeColours, { ...COLOURS, version })
  const brand = await owner.call(readBrand, {})
  if (brand.logoUrl !== null) return
  const contentBase64 = Buffer.from(LOGO).toString('base64')
  await owner.call(uploadLogo, { contentBase64, version: brand.version })
}

async function arrangeCalendar(owner: Client) {
  const { version, year, holidays } = await owner.call(readCalendar, {})
  if (version === 1) await owner.call(changeHours, { hours: HOURS, version })
  const idd = holidays.find(({ key }) => key === 'idd-ul-fitr')
  if (idd?.certainty === 'expected') {
    await owner.call(announceHoliday, { key: 'idd-ul-fitr', date: idd.date })
  }
  if (!holidays.some(({ kind }) => kind === 'own')) {
    await owner.call(closeDay, { date: `${year}-12-28`, name: 'Stock-taking' })
  }
}

async function openSites(owner: Client) {
  const { items } = await owner.call(listSites, { state: 'all', limit: 200 })
  const there = new Set(items.map((site) => site.code))
  for (const site of SITES) if (!there.has(site.code)) await owner.call(openSite, site)
  const { items: open } = await owner.call(listSites, { q: ARCHIVED })
  for (const site of open) await owner.call(archiveSite, { siteId: site.id, version: 1 })
}

/** Settings that the demo wants otherwise, one of them changed twice so that its history shows something. */
async function choose(owner: Client) {
  const { settings } = await owner.call(readSettings, {})
  const change = async (key: string, values: readonly (number | boolean | string)[]) => {
    const version = settings.find((setting) => setting.key === key)?.version ?? 0
    for (const [done, value] of values.entries()) {
      if (done >= version) await owner.call(changeSetting, { key, value, version: done })
    }
  }
  await change('staff.email-codes', [false])
  await change('staff.session-idle', [240])
  await change('organization.odpc-notice-days', [30, 90])
  await change('documents.paybill', ['522522'])
  await change('documents.other-ways-to-pay', [
    'Equity Bank, Westlands, Savanna Fibre Limited\nAccount 0180 2991 44071',
  ])
}

/** An example that is switched off: nobody listens at the other end. */
async function tellAnotherSystem(owner: Client) {
  const name = 'Accounting (example)'
  const { items } = await owner.call(listWebhooks, {})
  const url = 'https://books.savanna.example/hooks/kasi'
  const events = ['organization.site-opened', 'staff.member-joined']
  if (!items.some((webhook) => webhook.name === name)) {
    await owner.call(addWebhook, { name, url, events })
  }
  const { items: now } = await owner.call(listWebhooks, {})
  for (const { id: webhookId, state } of now.filter((webhook) => webhook.name === name)) {
    if (state === 'on') {
      await owner.call(changeWebhook, { webhookId, name, url, events, state: 'off', version: 1 })
    }
  }
}
