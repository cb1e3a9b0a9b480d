import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { must } from '#kernel/assert.ts'
import { readDemo, type DemoRecord } from '#main/demo/record.ts'
import { whoAmI } from '#modules/staff/contract.ts'
import { openBrowser } from '../journeys/browser/chromium.ts'
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

/** A path, or a path and what is pressed there before the picture is taken. */
type Shot = { name: string; path: string; press?: (page: Page) => Promise<unknown> }

const BARE: Shot[] = [
  { name: 'style', path: '/style' },
  { name: 'sign-in', path: '/sign-in' },
  { name: 'forgotten', path: '/sign-in/forgotten' },
  { name: 'invitation-gone', path: '/invitation#nothing' },
  { name: 'captive', path: '/hotspot/MKS-MKT?mac=A4:2B:B0:12:34:56' },
  { name: 'portal', path: '/portal/' },
]
const firstRow = async (page: Page) => {
  await page.getByRole('row').nth(1).focus()
  await page.keyboard.press('Enter')
}
const button = (name: string | RegExp) => (page: Page) =>
  page.getByRole('button', { name }).first().click()
const inMenu = (name: string) => async (page: Page) => {
  await firstRow(page)
  await page.getByRole('main').getByRole('button', { name: 'More', exact: true }).first().click()
  await page.getByRole('menuitem', { name, exact: true }).click()
}
const fromRow = (name: string) => async (page: Page) => {
  await firstRow(page)
  await button(name)(page)
}
const toContracts = async (page: Page) => {
  await firstRow(page)
  await page.getByRole('link', { name: 'Contracts' }).click()
}
const INSIDE: Shot[] = [
  { name: 'home', path: '/' },
  { name: 'first-steps', path: '/first-steps' },
  { name: 'organization', path: '/organization' },
  { name: 'region', path: '/organization/region' },
  { name: 'brand', path: '/organization/brand' },
  { name: 'calendar', path: '/organization/calendar' },
  { name: 'sites', path: '/sites' },
  { name: 'sites-map', path: '/sites', press: async (page) => page.getByText('Map').click() },
  { name: 'sites-add', path: '/sites?open=new' },
  { name: 'site', path: '/sites', press: firstRow },
  { name: 'fair-use', path: '/fair-use' },
  { name: 'subscribers', path: '/subscribers' },
  { name: 'subscribers-found', path: '/subscribers?q=wanj' },
  { name: 'subscriber-new', path: '/subscribers/new' },
  { name: 'subscribers-import', path: '/subscribers/import' },
  { name: 'subscriber', path: '/subscribers', press: firstRow },
  {
    name: 'subscriber-standing',
    path: '/subscribers',
    press: async (page) => {
      await firstRow(page)
      await page.getByRole('link', { name: 'Tax and consent' }).click()
    },
  },
  {
    name: 'subscriber-timeline',
    path: '/subscribers',
    press: async (page) => {
      await firstRow(page)
      await page.getByRole('link', { name: 'Timeline' }).click()
    },
  },
  { name: 'services', path: '/services' },
  { name: 'service', path: '/services?held=yes', press: firstRow },
  {
    name: 'service-usage',
    path: '/services?status=active',
    press: async (page) => {
      await firstRow(page)
      await page.getByRole('link', { name: 'All usage' }).click()
    },
  },
  { name: 'service-move', path: '/services', press: inMenu('Move to another address') },
  { name: 'service-give', path: '/services', press: inMenu('Give to another owner') },
  {
    ...{ name: 'service-end', path: '/services?q=Baobab&status=active' },
    press: inMenu('End'),
  },
  { name: 'service-agreed', path: '/services', press: fromRow('Agree a price') },
  { name: 'service-automatic', path: '/services', press: fromRow('Write down what was agreed') },
  { name: 'subscriber-merge', path: '/subscribers?q=mwangi', press: fromRow('Merge') },
  { name: 'subscriber-compose', path: '/subscribers', press: fromRow('Compose a package') },
  { name: 'contracts', path: '/subscribers?q=Baobab', press: toContracts },
  {
    ...{ name: 'contract-write', path: '/subscribers?q=Baobab' },
    press: async (page) => {
      await toContracts(page)
      await button('Draft a contract')(page)
    },
  },
  {
    ...{ name: 'contract-end', path: '/subscribers?q=Baobab' },
    press: async (page) => {
      await toContracts(page)
      await page.getByRole('button', { name: 'End', exact: true }).first().click()
    },
  },
  {
    ...{ name: 'price-change', path: '/plans?q=home-20' },
    press: async (page) => {
      await firstRow(page)
      await page
        .getByRole('link', { name: /Who pays what/ })
        .first()
        .click()
    },
  },
  { name: 'routers', path: '/routers' },
  { name: 'routers-add', path: '/routers?open=new' },
  { name: 'router', path: '/routers', press: firstRow },
  {
    name: 'router-script',
    path: '/routers',
    press: async (page) => {
      await firstRow(page)
      await button('Show the set-up')(page)
    },
  },
  { name: 'pools', path: '/pools' },
  { name: 'pools-add', path: '/pools?open=new' },
  { name: 'pool', path: '/pools', press: async (page) => page.getByText('business').click() },
  { name: 'holders', path: '/pools/holders' },
  { name: 'ports', path: '/pools/ports' },
  { name: 'router-profiles', path: '/router-profiles' },
  { name: 'router-profile', path: '/router-profiles/mikrotik' },
  { name: 'links', path: '/links' },
  { name: 'online', path: '/online' },
  { name: 'online-past', path: '/online/past' },
  { name: 'session', path: '/online', press: firstRow },
  { name: 'why', path: '/why' },
  { name: 'radius', path: '/radius' },
  { name: 'attempt', path: '/radius', press: firstRow },
  { name: 'drops', path: '/radius/drops' },
  { name: 'traces', path: '/radius/traces' },
  { name: 'trace-new', path: '/radius/traces?open=new' },
  { name: 'tester', path: '/radius/tester' },
  {
    name: 'tester-answer',
    path: '/radius/tester',
    press: async (page) => {
      await page.getByRole('combobox', { name: 'In the name of router' }).fill('1')
      await page.locator('[role="option"]').first().click()
      await page.getByRole('combobox', { name: 'For service' }).fill('Okoth')
      await page.locator('[role="option"]', { hasText: 'Okoth' }).first().click()
      await button('Ask')(page)
    },
  },
  { name: 'realms', path: '/radius/realms' },
  { name: 'plans', path: '/plans' },
  { name: 'plan', path: '/plans?q=home-20', press: firstRow },
  { name: 'plan-new', path: '/plans/new' },
  { name: 'service-types', path: '/service-types' },
  { name: 'profiles', path: '/profiles' },
  { name: 'profile', path: '/profiles', press: button('Home fair use') },
  { name: 'products', path: '/products' },
  { name: 'packages', path: '/packages' },
  { name: 'price-rules', path: '/price-rules' },
  { name: 'price-rule-new', path: '/price-rules?open=new' },
  { name: 'coupons', path: '/price-rules/coupons' },
  { name: 'segments', path: '/price-rules/segments' },
  { name: 'taxes', path: '/taxes' },
  {
    ...{ name: 'price-test', path: '/price-test' },
    press: async (page) => {
      await page.getByRole('combobox', { name: 'Plan' }).fill('Home 20')
      await page.getByRole('option', { name: /Home 20/ }).click()
    },
  },
  { name: 'settings', path: '/settings' },
  { name: 'settings-history', path: '/settings/history' },
  { name: 'staff', path: '/staff' },
  { name: 'staff-invite', path: '/staff?open=invite' },
  { name: 'invitations', path: '/staff/invitations' },
  { name: 'attempts', path: '/staff/attempts' },
  { name: 'member', path: '/staff', press: firstRow },
  { name: 'roles', path: '/roles' },
  { name: 'role', path: '/roles', press: async (page) => page.getByText('Cashier').click() },
  { name: 'role-new', path: '/roles/new' },
  { name: 'sessions', path: '/sessions' },
  { name: 'api-keys', path: '/api-keys' },
  { name: 'api-keys-new', path: '/api-keys?open=new' },
  { name: 'audit', path: '/audit' },
  { name: 'audit-row', path: '/audit', press: firstRow },
  { name: 'jobs', path: '/jobs' },
  { name: 'events', path: '/jobs/events' },
  { name: 'automatic', path: '/jobs/automatic' },
  { name: 'webhooks', path: '/webhooks' },
  { name: 'webhooks-add', path: '/webhooks', press: button('Add a webhook') },
  { name: 'webhook', path: '/webhooks', press: firstRow },
  { name: 'ledger', path: '/ledger' },
  { name: 'ledger-journals', path: '/ledger/journals' },
  { name: 'ledger-journal', path: '/ledger/journals', press: firstRow },
  { name: 'ledger-by-hand', path: '/ledger/journals?open=by-hand' },
  { name: 'ledger-export', path: '/ledger/journals', press: button('Export') },
  { name: 'ledger-trial-balance', path: '/ledger/trial-balance' },
  { name: 'ledger-periods', path: '/ledger/periods' },
  { name: 'ledger-seals', path: '/ledger/seals' },
  { name: 'bank', path: '/bank' },
  { name: 'bank-import', path: '/bank?open=new' },
  { name: 'till', path: '/tills' },
  { name: 'till-close', path: '/tills', press: button('Count and close') },
  { name: 'till-move', path: '/tills', press: button('Cash in or out') },
  { name: 'drawers', path: '/tills/drawers' },
  { name: 'till-day', path: '/tills/day' },
  {
    name: 'till-day-paper',
    path: '/tills/day',
    press: (page) => page.getByRole('link', { name: 'On paper' }).first().click(),
  },
  { name: 'vouchers', path: '/vouchers' },
  { name: 'voucher-batch', path: '/vouchers', press: firstRow },
  { name: 'voucher-add', path: '/vouchers?open=new' },
  {
    name: 'voucher',
    path: '/vouchers',
    press: async (page) => {
      await firstRow(page)
      await page.getByRole('heading', { name: /V-/ }).waitFor()
      await firstRow(page)
    },
  },
  { name: 'voucher-liability', path: '/vouchers/liability' },
  { name: 'voucher-stolen', path: '/vouchers/stolen' },
  { name: 'invoices', path: '/invoices' },
  { name: 'invoice', path: '/invoices', press: firstRow },
  { name: 'invoice-credit', path: '/invoices', press: fromRow('Credit note') },
  {
    name: 'subscriber-money',
    path: '/subscribers',
    press: async (page) => {
      await firstRow(page)
      await page.getByRole('link', { name: 'Money', exact: true }).click()
    },
  },
  { name: 'bill-runs', path: '/bill-runs' },
  { name: 'bill-run', path: '/bill-runs', press: firstRow },
  { name: 'dunning', path: '/dunning' },
  { name: 'certificates', path: '/certificates' },
  { name: 'quotations', path: '/quotations' },
  { name: 'archives', path: '/archives' },
  {
    name: 'statement',
    path: '/invoices',
    press: async (page) => {
      await firstRow(page)
      await page.locator('main header a').last().click()
      await page.getByRole('link', { name: 'From – to' }).click()
    },
  },
  {
    name: 'pro-forma',
    path: '/subscribers',
    press: async (page) => {
      await firstRow(page)
      await page.getByRole('link', { name: 'Money', exact: true }).click()
      await page.getByRole('link', { name: 'Pro-forma' }).click()
    },
  },
  { name: 'reports-recurring', path: '/reports/recurring' },
  { name: 'reports-revenue', path: '/reports/revenue' },
  { name: 'reports-ageing', path: '/reports/ageing' },
  { name: 'reports-collection', path: '/reports/collection' },
  { name: 'reports-payers', path: '/reports/payers' },
  { name: 'reports-tax', path: '/reports/tax' },
  {
    name: 'receipt',
    path: '/payments?state=owned',
    press: async (page) => {
      await firstRow(page)
      await page.getByRole('link', { name: 'Receipt' }).click()
    },
  },
  { name: 'payments', path: '/payments' },
  { name: 'payments-record', path: '/payments?open=new' },
  { name: 'payment', path: '/payments', press: firstRow },
  { name: 'payments-suspense', path: '/payments/suspense' },
  {
    name: 'payments-waiting',
    path: '/payments/suspense',
    press: (page) => page.getByRole('row', { name: /TKM1A5C9DF/ }).click(),
  },
  { name: 'payments-claims', path: '/payments/claims' },
  { name: 'payments-claims-find', path: '/payments/claims', press: button('Find a receipt') },
  { name: 'payments-refunds', path: '/payments/refunds' },
  { name: 'payments-prompts', path: '/payments/prompts' },
  { name: 'payments-reconciliation', path: '/payments/reconciliation' },
  { name: 'payments-businesses', path: '/payments/businesses' },
  { name: 'mpesa-import', path: '/payments/reconciliation', press: button('Import a statement') },
  {
    name: 'payments-difference',
    path: '/payments/reconciliation',
    press: (page) =>
      page
        .getByRole('row', { name: /nobody explains|Another amount/ })
        .first()
        .click(),
  },
  { name: 'account', path: '/account' },
  { name: 'security', path: '/account/security' },
  { name: 'my-sessions', path: '/account/sessions' },
  { name: 'nowhere', path: '/nowhere' },
  { name: 'palette', path: '/', press: (page) => page.keyboard.press('Control+k') },
  { name: 'shortcuts', path: '/', press: (page) => page.keyboard.press('?') },
]

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
