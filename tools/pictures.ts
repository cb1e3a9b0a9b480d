import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { must } from '#kernel/assert.ts'
import { readDemo, type DemoRecord } from '#main/demo/record.ts'
import { whoAmI } from '#modules/staff/contract.ts'
import { openBrowser } from '../journeys/browser/chromium.ts'
import { BARE, INSIDE, type Shot } from './pictures/shots.ts'
import { signInAsOwner } from './pictures/sign-in.ts'

/**
 * Takes a picture of every screen of a running demo, on a desk and on a phone, light and dark:
 * `node tools/pictures.ts [--only sites,roles]` writes .kasi/pictures/<screen>-<desk|phone>-<light|dark>.png, and
 * `node tools/pictures.ts --readme` those that README.md shows, to docs/pictures/.
 */
const { values: given } = parseArgs({
  options: {
    home: { type: 'string', default: process.env['KASI_HOME'] ?? '.kasi' },
    only: { type: 'string' },
    readme: { type: 'boolean', default: false },
    size: { type: 'string' },
    theme: { type: 'string' },
    language: { type: 'string', default: 'en' },
  },
})
const SIZES = {
  desk: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
}
const THEMES = ['light', 'dark'] as const
const SETTLE_MS = 3_000

const README: ReadonlySet<string> = new Set([
  ...['home-desk-light', 'subscriber-money-desk-light', 'invoice-desk-light'],
  ...['sites-map-desk-light', 'plan-desk-dark', 'reports-recurring-desk-dark', 'audit-desk-dark'],
  ...['sign-in-phone-light', 'payments-phone-light', 'captive-phone-light'],
])

const out = join(given.home, 'pictures')
mkdirSync(out, { recursive: true })
const demo = must(readDemo(given.home), `a demo is in ${given.home}: make one with npm start`)
await using browser = await openBrowser()
await takeAll(demo)

async function takeAll({ addresses }: DemoRecord) {
  const session = await sessionOfTheOwner(addresses.http)
  const shots = [...BARE, ...INSIDE].filter(({ name }) => isAmong(given.only, name))
  for (const [size, shape] of Object.entries(SIZES).filter(([name]) => isAmong(given.size, name)))
    for (const theme of THEMES.filter((name) => isAmong(given.theme, name)))
      for (const shot of shots) {
        const picture = `${shot.name}-${size}-${theme}`
        if (given.readme && !README.has(picture)) continue
        const who = INSIDE.includes(shot) ? { storageState: session } : {}
        const context = await browser.another({ ...shape, ...who, colorScheme: theme })
        await context.addInitScript(`localStorage.setItem('kasi.language', '${given.language}')`)
        const file = join(given.readme ? 'docs/pictures' : out, `${picture}.png`)
        await take(await context.newPage(), new URL(shot.path, addresses.http), shot, file)
        await context.close()
      }
}

/** A screen that cannot be reached is told and does not keep the others waiting. */
async function take(page: Page, url: URL, { press }: Shot, file: string) {
  try {
    await page.goto(url.href)
    await settled(page)
    if (press) {
      await press(page)
      await settled(page)
    }
    await page.screenshot({ path: file })
    console.log(file)
  } catch (error) {
    console.error(`${file}: ${String(error)}`)
  }
}

/** Nothing is on its way any more, and maps and fonts have had a moment. The network is never idle: screens are live. */
async function settled(page: Page) {
  await page.locator('h1').first().waitFor()
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
  await page.waitForTimeout(SETTLE_MS)
}

function isAmong(wanted: string | undefined, name: string): boolean {
  return wanted === undefined || wanted.split(',').includes(name)
}

/** Kept from run to run: the owner's six digits are good once, so a second run within half a minute could not sign in. */
async function sessionOfTheOwner(address: string): Promise<string> {
  const file = join(out, 'session.json')
  if (existsSync(file)) {
    const context = await browser.another({ storageState: file })
    const answer = await context.request.get(new URL(whoAmI.path, address).href)
    await context.close()
    if (answer.ok()) return file
  }
  await signInAsOwner(await browser.context.newPage(), demo)
  writeFileSync(file, JSON.stringify(await browser.context.storageState()), { mode: 0o600 })
  return file
}
