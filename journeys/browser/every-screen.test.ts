import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import type { Visitor } from '#main/visitor.ts'
import { stockCatalog } from '#main/demo/catalog.ts'
import { furnishIsp } from '#main/demo/furnish.ts'
import { layNetwork } from '#main/demo/network.ts'
import { listNas, listPools } from '#modules/network/contract.ts'
import { listPlans, listPriceChanges } from '#modules/catalog/contract.ts'
import { listSites } from '#modules/organization/contract.ts'
import { listMembers, listRoles } from '#modules/staff/contract.ts'
import { listWebhooks } from '#platform/webhooks/contract.ts'
import { en } from '#web/i18n/en/index.ts'
import { sw } from '#web/i18n/sw/index.ts'
import { violations } from './axe.ts'
import { openOffice, type Office } from './office.ts'

/** Every screen of staff, with an ISP in it: nothing for axe to find, nothing on the console, no scrolling sideways. */
let office: Office
let owner: Visitor
let screens: string[]
beforeAll(async () => {
  office = await openOffice()
  owner = await office.world.owner()
  await furnishIsp(owner)
  await layNetwork(owner, { routers: [] })
  await stockCatalog(owner)
  await office.world.as('cashier')
  screens = await allScreens()
}, 120_000)
afterAll(() => office[Symbol.asyncDispose]())

/** Texts that are other words in Swahili, as whole lines of a screen. */
const ENGLISH = new Set(leaves(en).filter((text) => !leaves(sw).includes(text)))
function leaves(texts: object): string[] {
  return Object.values(texts).flatMap((each: unknown) =>
    typeof each === 'string' ? [each] : typeof each === 'object' && each ? leaves(each) : [],
  )
}

const STRANGERS = ['/sign-in', '/sign-in/forgotten', '/set-up', '/invitation']

async function allScreens(): Promise<string[]> {
  const site = must((await owner.call(listSites, {})).items[0], 'the ISP has sites')
  const member = must((await owner.call(listMembers, {})).items[0], 'somebody works here')
  const roles = (await owner.call(listRoles, {})).items
  const role = must(
    roles.find((each) => !each.fixed),
    'roles come with Kasi',
  )
  const router = must((await owner.call(listNas, {})).items[0], 'the ISP has routers')
  const pool = must((await owner.call(listPools, {})).items[0], 'the ISP has pools')
  const webhook = must((await owner.call(listWebhooks, {})).items[0], 'the ISP has a webhook')
  const plan = must((await owner.call(listPlans, { q: 'HOME-20' })).items[0], 'Home 20 is sold')
  const { changes } = await owner.call(listPriceChanges, {})
  const { change } = must(changes[0], 'a price is about to change')
  return [
    ...['/', '/first-steps'],
    ...['/organization', '/organization/region', '/organization/brand', '/organization/calendar'],
    ...['/sites', `/sites/${site.id}`, '/sites?open=new', '/settings', '/settings/history'],
    ...['/staff', '/staff/invitations', '/staff/attempts', `/staff/members/${member.id}`],
    ...['/api-keys', '/staff?open=invite', '/roles', `/roles/${role.id}`, '/roles/new'],
    ...['/api-keys?open=new', '/sessions', '/audit'],
    ...['/routers', `/routers/${router.id}`, '/routers?open=new', '/links'],
    ...['/pools', `/pools/of/${pool.id}`, '/pools?open=new', '/pools/holders', '/pools/ports'],
    ...['/router-profiles', '/router-profiles/mikrotik'],
    ...['/jobs', '/jobs/events', '/jobs/automatic', '/webhooks', `/webhooks/${webhook.id}`],
    // A page and the same page with its dialog do not follow each other: `visit` waits for another title.
    ...['/plans', '/products?open=new', '/plans/new', '/packages?open=new', `/plans/${plan.id}`],
    ...['/price-rules?open=new', `/plans/${plan.id}/draft`, '/price-rules/coupons?open=new'],
    ...['/profiles', '/price-rules/segments?open=new', '/taxes', '/packages', '/price-test'],
    `/price-changes/${change.id}`,
    ...['/online', '/online/past', '/why', '/radius', '/radius/traces?open=new', '/radius/drops'],
    ...['/radius/traces', '/radius/tester', '/radius/realms', '/certificates'],
    ...['/account', '/account/security', '/account/sessions', '/nowhere'],
  ]
}

/** Goes there as a link would and waits until nothing is on its way and nothing grey stands for something else. */
async function visit(page: Page, path: string): Promise<void> {
  const before = await page.$('h1')
  if (page.url() === 'about:blank') await page.goto(path)
  else await page.evaluate(`history.pushState({}, '', ${JSON.stringify(path)})`)
  await before?.waitForElementState('hidden').catch((cause: unknown) => {
    throw new Error(`${path} does not open`, { cause })
  })
  await page.locator('h1').first().waitFor()
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
  if (path.includes('open=')) await page.getByRole('dialog').waitFor()
}

async function sideways(page: Page, path: string): Promise<string[]> {
  const over_px = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  return over_px > 0 ? [`${path} scrolls ${over_px} px sideways`] : []
}

/** The narrowest phone that WCAG 2.2 asks for (1.4.10), and a desk; each change of the width in between costs a layout. */
describe.each([
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 320 },
] as const)('$theme, $width px', ({ theme, width }) => {
  test.each([
    { whose: 'staff', paths: () => screens, who: () => owner },
    { whose: 'a stranger', paths: () => STRANGERS, who: () => undefined },
  ])(
    'the screens of $whose have nothing for axe to find and nothing on the console, and fit',
    async ({ paths, who }) => {
      const page = await office.desk(who(), {
        colorScheme: theme,
        viewport: { width, height: 900 },
      })
      const found: string[] = []
      for (const path of paths()) {
        await visit(page, path)
        found.push(...(await violations(page)).map((each) => `${path} ${each}`))
        found.push(...(await sideways(page, path)))
      }
      expect([...found, ...office.complaints]).toEqual([])
    },
    240_000,
  )
})

test('every place of the navigation opens, and says where one is', async () => {
  const page = await office.desk(owner)
  await page.goto('/')
  const links = page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link')
  await links.first().waitFor()
  const places = await links.allTextContents()
  expect(places.length).toBeGreaterThan(9)
  for (const [place, name] of places.entries()) {
    await links.nth(place).click()
    await expect
      .poll(() => links.nth(place).getAttribute('aria-current'), { timeout: 10_000 })
      .toBe('page')
    await page.locator('main h1').first().waitFor()
    expect(await page.getByText('This page broke').count(), name).toBe(0)
  }
  expect(office.complaints).toEqual([])
}, 60_000)

test('in Swahili no English of ours is left on any screen', async () => {
  const page = await office.desk(owner)
  await page.addInitScript(`localStorage.setItem('kasi.language', 'sw')`)
  // Roles are named by the ISP, in its own words.
  const roles = new Set((await owner.call(listRoles, {})).items.map((role) => role.name))
  const left: string[] = []
  for (const path of screens) {
    await visit(page, path)
    const shown = (await page.locator('body').innerText()).split('\n').map((line) => line.trim())
    left.push(
      ...shown
        .filter((line) => ENGLISH.has(line) && !roles.has(line))
        .map((line) => `${path}: ${line}`),
    )
  }
  expect(left).toEqual([])
}, 120_000)
