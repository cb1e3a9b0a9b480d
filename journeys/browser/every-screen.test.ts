import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listRoles } from '#modules/staff/contract.ts'
import { en } from '#web/i18n/en/index.ts'
import { sw } from '#web/i18n/sw/index.ts'
import { violations } from './axe.ts'
import { addressesOf, STRANGERS } from './addresses.ts'
import { openDemoOffice } from './office.ts'

/** Every screen of staff, with the demo in it: nothing for axe to find, nothing on the console, no scrolling sideways. */
let office: Awaited<ReturnType<typeof openDemoOffice>>
let screens: string[]
let roles: ReadonlySet<string>
beforeAll(async () => {
  office = await openDemoOffice()
  screens = await addressesOf(office.owner)
  roles = new Set((await office.owner.call(listRoles, {})).items.map(({ name }) => name))
}, 300_000)
afterAll(() => office[Symbol.asyncDispose]())

/** Texts that are other words in Swahili, as whole lines of a screen. */
const ENGLISH = new Set(leaves(en).filter((text) => !leaves(sw).includes(text)))
function leaves(texts: object): string[] {
  return Object.values(texts).flatMap((each: unknown) =>
    typeof each === 'string' ? [each] : typeof each === 'object' && each ? leaves(each) : [],
  )
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

/** What stands around all screens alike. */
const FRAME = ':is(header, nav):not(main *, dialog *)'

/** What stands where a screen should be. */
const NO_SCREEN = [en, sw].flatMap(({ common: { problem } }) => [
  problem.pageBroken,
  problem.notFound,
])

/** That it is the screen, and that the navigation says so where it leads to it. */
async function astray(page: Page, path: string): Promise<string[]> {
  const heading = await page.locator('h1').first().innerText()
  if (path !== '/nowhere' && NO_SCREEN.includes(heading)) return [`${path} shows "${heading}"`]
  const marked = await page.evaluate<(string | null)[]>(
    `[...document.querySelectorAll('nav a[href="${path.split('?')[0]}"]')].map((link) => link.getAttribute('aria-current'))`,
  )
  return marked.includes(null) ? [`${path} is not marked in the navigation`] : []
}

async function sideways(page: Page, path: string): Promise<string[]> {
  const over_px = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  return over_px > 0 ? [`${path} scrolls ${over_px} px sideways`] : []
}

/** What stands on a screen in English although it is shown in Swahili. Roles are named by the ISP, in its own words. */
async function untranslated(page: Page, path: string): Promise<string[]> {
  const shown = (await page.locator('body').innerText()).split('\n').map((line) => line.trim())
  return shown
    .filter((line) => ENGLISH.has(line) && !roles.has(line))
    .map((line) => `${path} says in English: ${line}`)
}

/**
 * A desk, and the narrowest phone that WCAG 2.2 asks for (1.4.10), there in the language with the longer words. Each
 * change of width or language in between costs as much as the looking.
 */
describe.each([
  { theme: 'light', width: 1440, language: 'en' },
  { theme: 'dark', width: 320, language: 'sw' },
] as const)('$theme, $width px, $language', ({ theme, width, language }) => {
  test.each([
    { whose: 'staff', paths: () => screens, who: () => office.owner },
    { whose: 'a stranger', paths: () => STRANGERS, who: () => undefined },
  ])(
    'the screens of $whose have nothing for axe to find and nothing on the console, fit, and speak one language',
    async ({ paths, who }) => {
      const page = await office.desk(who(), {
        colorScheme: theme,
        viewport: { width, height: 900 },
      })
      await page.addInitScript(`localStorage.setItem('kasi.language', '${language}')`)
      const found: string[] = []
      for (const [place, path] of paths().entries()) {
        await visit(page, path)
        const look = who() && place > 0 ? { without: FRAME } : {}
        found.push(...(await violations(page, look)).map((each) => `${path} ${each}`))
        found.push(...(await astray(page, path)))
        found.push(...(await sideways(page, path)))
        if (language === 'sw') found.push(...(await untranslated(page, path)))
      }
      expect([...found, ...office.complaints]).toEqual([])
    },
    240_000,
  )
})

test('no screen is left out', async () => {
  const page = await office.desk(office.owner)
  await page.goto('/style')
  const routes = await page.evaluate<string[]>('Object.keys(self.__TSR_ROUTER__.routesByPath)')
  expect(routes.length).toBeGreaterThan(60)
  const visited = [...screens, ...STRANGERS].map((path) => path.split('?')[0] ?? '')
  const isVisited = (route: string) => {
    const parts = route.split('/').map((part) => (part.startsWith('$') ? '[^/]+' : part))
    const like = new RegExp(`^${parts.join('/')}$`)
    return visited.some((path) => like.test(path))
  }
  // These have stories of their own: the web kit, the first sign-in, and a session, which needs somebody who dials.
  const elsewhere = ['/style', '/sign-in/enrol', '/online/sessions/$sessionId']
  expect(routes.filter((route) => !elsewhere.includes(route) && !isVisited(route))).toEqual([])
})

test('every place of the navigation is visited, and a click leads there', async () => {
  const page = await office.desk(office.owner)
  await page.goto('/')
  const links = page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link')
  await links.first().waitFor()
  const places = await Promise.all((await links.all()).map((link) => link.getAttribute('href')))
  expect(places.length).toBeGreaterThan(9)
  const visited = screens.map((path) => path.split('?')[0])
  expect(places.filter((place) => place === null || !visited.includes(place))).toEqual([])
  await links.last().click()
  await expect.poll(() => links.last().getAttribute('aria-current')).toBe('page')
  expect(new URL(page.url()).pathname).toBe(places.at(-1))
  await page.locator('main h1').first().waitFor()
  expect(office.complaints).toEqual([])
})
