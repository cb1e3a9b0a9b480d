import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { newId } from '#kernel/id.ts'
import { openWorker } from '#main/worker.ts'
import { aPaidHome } from '#modules/billing/testing.ts'
import { aComponent, aPlan, someTerms } from '#modules/catalog/testing.ts'
import { changeSetting } from '#modules/organization/contract.ts'
import { addShortcode } from '#modules/payments/index.ts'
import { aPayment } from '#modules/payments/testing.ts'
import { aService } from '#modules/services/testing.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { GOOGLE_CLIENT, SimGoogle } from '#sim/google.ts'
import { violations } from './axe.ts'
import { openOffice, type Office } from './office.ts'

/**
 * A subscriber signs in by a code, sees what they hold and why one line is off, reads their papers, takes another language and opens
 * the portal once more without a network: the whole product, on the narrowest phone, in the dark.
 */
const EMAIL = 'amina@example.co.ke'
const GMAIL = 'amina@gmail.com'
const origin = { actor: system('test'), name: 'test.prepare' }

let office: Office
let worker: { stop(): Promise<void> }
let page: Page
beforeAll(async () => {
  office = await openOffice()
  const { ground } = office.world
  await office.world.owner()
  await ground.units.unit(origin, async (tx) => {
    const subscriberId = await aSubscriber(tx, {
      name: 'Amina Otieno',
      contacts: [
        { channel: 'email', purpose: 'main', value: EMAIL, name: null },
        { channel: 'email', purpose: 'billing', value: GMAIL, name: null },
      ],
    })
    await aPaidHome(tx, { subscriberId })
    await aService(tx, { subscriberId, label: 'Shop' })
    await aPlan(tx, { name: 'Home 50', terms: someTerms({ components: [aComponent({})] }) })
  })
  worker = openWorker(ground)
  page = await office.desk(undefined, {
    ...{ colorScheme: 'dark', viewport: { width: 320, height: 640 } },
  })
}, 120_000)
afterAll(async () => {
  await worker.stop()
  await office[Symbol.asyncDispose]()
})

/** The simulated Google, at which the ISP is known. */
async function openGoogle() {
  const { world } = office
  const accounts = [{ email: GMAIL, sub: '1084' }]
  const google = new SimGoogle(() => world.clock.now(), accounts)
  const owner = await world.owner()
  const settings = {
    'subscribers.google-client-id': GOOGLE_CLIENT.id,
    'subscribers.google-client-secret': GOOGLE_CLIENT.secret,
    'subscribers.google-simulated-at': await google.listen(),
  }
  for (const [key, value] of Object.entries(settings))
    await owner.call(changeSetting, { key, value, version: 0 })
  return Object.assign(google, { [Symbol.asyncDispose]: () => google.close() })
}

const heading = (name: string | RegExp) => page.getByRole('heading', { name }).waitFor()

/** Nothing for axe to find, and nothing wider than the phone. */
async function isFit() {
  expect(await violations(page)).toEqual([])
  const over_px = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect(over_px).toBeLessThanOrEqual(0)
}

/** The code of the latest letter that has one; receipts come meanwhile. */
async function mailedCode(to = EMAIL): Promise<string> {
  const { mailbox } = office.world
  const found = () =>
    mailbox.letters(to).flatMap(({ text }) => /(\d{6}) is your/.exec(text)?.[1] ?? [])
  await expect.poll(() => found().length, { timeout: 20_000 }).toBeGreaterThan(0)
  return must(found().at(-1), 'a letter has a code')
}

test('by a code to what they hold, what they paid, and why something is off', async () => {
  await page.goto('/portal')
  await heading('Sign in')
  const elsewhere = page.getByRole('link', { name: 'Sign in with a passkey at localhost' })
  expect(await elsewhere.getAttribute('href')).toMatch(/^http:\/\/localhost:\d+\/portal\/$/)
  await isFit()
  await page.getByLabel('Phone or e-mail').fill(EMAIL)
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await page.getByLabel('Code of six digits').fill(await mailedCode())
  await page.getByRole('button', { name: 'Sign in' }).click()

  await heading('Hello Amina Otieno')
  await heading('Home 20')
  await page.getByText('Nothing is paid').waitFor()
  await page.getByText(/\d+ days left/).waitFor()
  await page.getByRole('button', { name: 'Change plan' }).first().click()
  await page.getByLabel('New plan').selectOption({ label: 'Home 50' })
  await page.getByText('Costs now').waitFor()
  await page.getByRole('button', { name: 'More data or speed' }).first().click()
  await page.getByText('nothing to add').waitFor({ state: 'attached' })
  await page.getByRole('button', { name: 'Devices' }).first().click()
  await page.getByText('No device is known yet').waitFor()
  await page.getByRole('button', { name: 'Pause' }).first().click()
  await page.getByText('Up to 30 days are not charged').waitFor()
  await isFit()

  await page.getByRole('link', { name: 'Papers' }).click()
  await heading('Invoices')
  const [paper] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('link', { name: /^PDF: INV/ })
      .first()
      .click(),
  ])
  expect(paper.suggestedFilename()).toMatch(/^INV.+\.pdf$/)
  await isFit()

  await page.getByRole('link', { name: 'Me', exact: true }).click()
  await page.getByRole('switch', { name: 'Offers by SMS' }).click()
  await expect
    .poll(() => page.getByRole('switch', { name: 'Offers by SMS' }).isChecked())
    .toBe(true)
  await isFit()
  await page.getByRole('button', { name: 'Badili lugha' }).click()
  await heading('Mimi')
  expect(office.complaints).toEqual([])
})

test('money that went astray is found by its receipt, and sent on to whom the same phone looks after', async () => {
  const email = 'books@baraka.example'
  const receipt = 'TKN5E9T3UC'
  await office.world.ground.units.unit(origin, async (tx) => {
    const contacts = [{ channel: 'email', purpose: 'main', value: email, name: null }] as const
    const company = await aSubscriber(tx, {
      kind: 'company',
      name: 'Baraka Traders',
      contacts: [...contacts],
    })
    await aSubscriber(tx, { parentId: company, name: 'Baraka Shop', contacts: [] })
    const app = { consumerKey: 'key', consumerSecret: 'secret', passkey: 'pass' }
    await addShortcode(tx, {
      ...{ id: newId(tx.now), name: 'Paybill', kind: 'paybill', number: '600100', store: null },
      ...{ siteId: null, api: 'http://127.0.0.1:9/', validates: false, ...app, initiator: null },
    })
    const payer = { phone: '+254723000444' }
    await aPayment(tx, { receipt, cents: 50_000n, account: 'wifi ya Juma', payer })
  })
  const phone = await office.desk(undefined, { viewport: { width: 360, height: 740 } })
  await phone.goto('/portal')
  await phone.getByLabel('Phone or e-mail').fill(email)
  await phone.getByRole('button', { name: 'Send me a code' }).click()
  await phone.getByLabel('Code of six digits').fill(await mailedCode(email))
  await phone.getByRole('button', { name: 'Sign in' }).click()
  await phone.getByRole('link', { name: 'Pay', exact: true }).click()

  await phone.getByRole('button', { name: 'I have paid, and it is not here' }).click()
  const code = phone.getByLabel('Receipt code')
  await code.fill(`${receipt} Confirmed. Ksh500.00 sent to KASI`)
  await phone.getByRole('button', { name: 'Look for it' }).click()
  // The receipt alone is read over shoulders: whoever has it must know the phone as well.
  await phone.getByRole('alert').waitFor()
  await phone.getByLabel('Phone that paid').fill('0723 000 444')
  await phone.getByRole('button', { name: 'Look for it' }).click()
  await phone.getByText('Found.').waitFor()
  const wallet = phone
    .locator('dt', { hasText: 'In your wallet' })
    .locator('xpath=following-sibling::dd')
  await expect.poll(() => wallet.first().innerText()).toContain('500')

  await phone.getByRole('button', { name: 'Send money to another account' }).click()
  expect(await phone.getByRole('combobox', { name: 'To' }).innerText()).toContain('Baraka Shop')
  await phone.getByLabel('Amount').last().fill('200')
  await phone.getByRole('button', { name: 'Send it' }).click()
  await phone.getByText('It is there.').waitFor()
  await expect.poll(() => wallet.first().innerText()).toContain('300')
  expect(await violations(phone)).toEqual([])
  await phone.getByRole('link', { name: 'Messages' }).click()
  await phone.getByRole('heading', { name: 'Messages' }).waitFor()
  expect(await violations(phone)).toEqual([])
  expect(office.complaints).toEqual([])
}, 60_000)

test('a passkey is made and opens the portal alone, and so does Google for whom it vouches', async () => {
  const { world } = office
  await using _google = await openGoogle()
  const local = new URL('/portal/', office.address)
  local.hostname = 'localhost'
  const phone = await office.desk(undefined, { viewport: { width: 360, height: 740 } })
  const devtools = await phone.context().newCDPSession(phone)
  await devtools.send('WebAuthn.enable')
  const options = { protocol: 'ctap2', transport: 'internal' } as const
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ ...options, hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true },
    },
  })
  await phone.goto(local.href)
  await phone.getByRole('button', { name: 'Continue with Google' }).click()
  await phone.getByRole('button', { name: GMAIL }).click()
  await phone.getByRole('heading', { name: 'Hello Amina Otieno' }).waitFor()
  expect(new URL(phone.url()).pathname).toBe('/portal/')
  await phone.getByRole('link', { name: 'Me', exact: true }).click()
  await phone.getByLabel('Name of this passkey').fill('Blue phone')
  await phone.getByRole('button', { name: 'Add a passkey' }).click()
  await phone.getByText('Blue phone').waitFor()
  expect(await violations(phone)).toEqual([])
  await expect
    .poll(() => world.mailbox.letters(EMAIL).map(({ text }) => text))
    .toContainEqual(expect.stringContaining('"Blue phone" now opens'))
  await phone.getByRole('button', { name: 'Sign out', exact: true }).click()
  await phone.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await violations(phone)).toEqual([])
  await phone.getByRole('button', { name: 'Use a passkey' }).click()
  await phone.getByText('last used').waitFor()
  expect(office.complaints).toEqual([])
}, 40_000)

test('the brand is seen in what is typed before it is saved, and worn by the portal once it is', async () => {
  const desk = await office.desk(await office.world.owner())
  const button = (root: string) =>
    desk.evaluate<string>(`getComputedStyle(${root}).getPropertyValue('background-color')`)
  await desk.goto('/organization/brand')
  const shown = `document.querySelector('[data-preview=captive-light] .text-center')`
  await desk.getByLabel('Primary colour', { exact: true }).fill('#9f1239')
  await desk.getByLabel('Accent colour', { exact: true }).fill('#1d4ed8')
  await expect.poll(() => button(shown)).toBe('rgb(159, 18, 57)')
  const worn = () =>
    desk.evaluate<string>(`document.documentElement.style.getPropertyValue('--accent')`)
  expect(await violations(desk)).toEqual([])
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByText('Saved', { exact: true }).first().waitFor()
  await desk.goto('/portal/')
  await expect.poll(worn).toBe('#9f1239')
  expect(await violations(desk)).toEqual([])
  await desk.context().close()
}, 40_000)

test('without a network it opens all the same, and says that there is none', async () => {
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
  await page.goto('/portal/')
  await heading(/Amina/)
  await page.context().setOffline(true)
  await page.goto('/portal/')
  await page.getByText('Hakuna muunganisho').waitFor()
  await page.context().setOffline(false)
})
