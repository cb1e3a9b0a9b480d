import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { openOffice, type Office } from './office.ts'

/** At the counter, with a queue behind whoever pays: the right owner, the right amount, once. */
const origin = { actor: system('test'), name: 'test.prepare' }

let office: Office
let page: Page
let wanjikuId: string
beforeAll(async () => {
  office = await openOffice()
  const owner = await office.world.owner()
  await office.world.ground.units.unit(origin, async (tx) => {
    await aSubscriber(tx, { name: 'Kamau Mutiso' })
    wanjikuId = await aSubscriber(tx, { name: 'Wanjiku Barasa' })
  })
  page = await office.desk(owner)
}, 120_000)
afterAll(() => office[Symbol.asyncDispose]())

const booking = () => page.getByRole('dialog', { name: 'Book a payment' })

test('Enter takes nobody who was found for the letters before', async () => {
  await page.goto('/payments?open=new')
  const owner = booking().getByRole('combobox', { name: 'Subscriber' })
  await owner.fill('Kamau')
  await page.getByRole('option', { name: /Kamau Mutiso/ }).waitFor()

  const line = Promise.withResolvers<void>()
  await page.route(/\/api\/subscribers(\?|$)/, async (route) => {
    await line.promise
    await route.continue()
  })
  await owner.fill('Wanjiku')
  await owner.press('Enter')
  line.resolve()
  await page.getByRole('option', { name: /Wanjiku Barasa/ }).waitFor()
  await owner.press('Enter')
  expect(await owner.inputValue()).toMatch(/Wanjiku Barasa$/)
  await page.unrouteAll({ behavior: 'wait' })

  // Who is chosen keeps the name while another is looked for, and nobody is chosen by looking alone.
  await owner.fill('Kamau')
  await page.getByRole('option', { name: /Kamau Mutiso/ }).waitFor()
  await booking().getByLabel('Amount').focus()
  expect(await owner.inputValue()).toMatch(/Wanjiku Barasa$/)
}, 30_000)

test('who stands at the counter pays on their own page, and a line that breaks books it once', async () => {
  await page.goto(`/subscribers/${wanjikuId}/money`)
  await page.getByRole('button', { name: 'Book a payment' }).click()
  const owner = booking().getByRole('combobox', { name: 'Subscriber' })
  expect(await owner.inputValue()).toMatch(/Wanjiku Barasa$/)
  await booking().getByLabel('Amount').fill('1,500')

  // The server hears it each time, and nobody hears the server.
  const keys = new Set<string | undefined>()
  await page.route(/\/api\/payments$/, async (route) => {
    keys.add(route.request().headers()['idempotency-key'])
    await route.fetch()
    await route.abort()
  })
  const book = booking().getByRole('button', { name: 'Book it' })
  await book.click()
  await booking().getByText('This did not work').waitFor()
  await page.unrouteAll({ behavior: 'wait' })
  const again = page.waitForRequest(/\/api\/payments$/)
  await book.click()
  keys.add((await again).headers()['idempotency-key'])
  await booking().waitFor({ state: 'detached' })
  await page
    .getByText(/Payment .* is booked/)
    .first()
    .waitFor()
  expect(keys.size).toBe(1)

  await page.goto('/payments')
  const payments = page.getByRole('table', { name: 'Payments' })
  await payments.getByText('Ksh 1,500.00').first().waitFor()
  expect(await payments.getByText('Ksh 1,500.00').count()).toBe(1)
}, 40_000)

test('a list that a link has narrowed says so, and a filter that means nothing says that it filters nothing', async () => {
  await page.goto(`/payments?subscriber=${wanjikuId}`)
  await page.getByText('Narrowed by a link').waitFor()
  await page.getByRole('button', { name: 'Remove filter Narrowed by a link' }).click()
  await expect.poll(() => new URL(page.url()).search).toBe('')
  await page.goto('/invoices?state=colour')
  await page.getByText('nothing is filtered by it').waitFor()
}, 30_000)
