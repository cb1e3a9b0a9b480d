import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { openWorker } from '#main/worker.ts'
import { aPaidHome } from '#modules/billing/testing.ts'
import { aComponent, aPlan, someTerms } from '#modules/catalog/testing.ts'
import { aService } from '#modules/services/testing.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { violations } from './axe.ts'
import { openOffice, type Office } from './office.ts'

/**
 * A subscriber signs in by a code, sees what they hold and why one line is off, reads their papers, takes another language and opens
 * the portal once more without a network: the whole product, on the narrowest phone, in the dark.
 */
const EMAIL = 'amina@example.co.ke'
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
      contacts: [{ channel: 'email', purpose: 'main', value: EMAIL, name: null }],
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
async function mailedCode(): Promise<string> {
  const { mailbox } = office.world
  const found = () =>
    mailbox.letters(EMAIL).flatMap(({ text }) => /(\d{6}) is your/.exec(text)?.[1] ?? [])
  await expect.poll(() => found().length, { timeout: 20_000 }).toBeGreaterThan(0)
  return must(found().at(-1), 'a letter has a code')
}

test('by a code to what they hold, what they paid, and why something is off', async () => {
  await page.goto('/portal')
  await heading('Sign in')
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

test('without a network it opens all the same, and says that there is none', async () => {
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
  await page.goto('/portal/')
  await heading(/Amina/)
  await page.context().setOffline(true)
  await page.goto('/portal/')
  await page.getByText('Hakuna muunganisho').waitFor()
  await page.context().setOffline(false)
})
