import { Buffer } from 'node:buffer'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { system } from '#kernel/actor.ts'
import { LOGO } from '#main/demo/savanna.ts'
import { makeSetUpCode } from '#modules/staff/index.ts'
import { totpCode } from '#platform/totp.ts'
import { PASSWORD } from '../world.ts'
import { openOffice, type Office } from './office.ts'

/** The first day: from an empty Kasi to an ISP with a site and a colleague, by role and label only. */
let office: Office
let owner: Page
beforeAll(async () => {
  office = await openOffice()
  owner = await office.desk()
}, 120_000)
afterAll(() => office[Symbol.asyncDispose]())

test('the first visitor becomes the owner, with an authenticator app and recovery codes', async () => {
  const origin = { actor: system('console'), name: 'staff.make-set-up-code' }
  const code = await office.world.ground.units.unit(origin, makeSetUpCode)
  await owner.goto('/')
  await owner.getByRole('heading', { name: 'Set up your ISP' }).waitFor()
  await owner.getByLabel('Set-up code').fill(must(code, 'nobody works here yet'))
  await owner.getByLabel('Your name').fill('Wangari')
  await owner.getByLabel('Your e-mail address').fill('wangari@isp.example')
  await owner.getByLabel('Choose a password').fill(PASSWORD)
  await owner.getByRole('button', { name: 'Make my account' }).click()

  await owner.getByRole('button', { name: 'Authenticator app' }).click()
  await owner.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
  const secret = (await owner.getByRole('code').textContent())?.replaceAll(' ', '')
  const shown = await totpCode(must(secret, 'the key is shown'), office.world.clock.now())
  await owner.getByLabel('Six-digit code that the app shows').fill(shown)

  await owner.getByRole('heading', { name: 'Keep your recovery codes' }).waitFor()
  expect(await owner.getByRole('listitem').count()).toBe(10)
  const goOn = owner.getByRole('button', { name: 'Go on to Kasi' })
  expect(await goOn.getAttribute('aria-disabled')).toBe('true')
  await owner.getByRole('checkbox', { name: 'I have kept them in a safe place' }).click()
  await goOn.click()
  await owner.getByRole('heading', { level: 1, name: /Wangari/ }).waitFor()
}, 60_000)

test('six first steps make it this ISP’s own', async () => {
  await owner.getByRole('link', { name: 'Go on' }).click()
  await owner.getByRole('heading', { name: 'Who you are' }).waitFor()
  await owner.getByLabel('Trading name').fill('Twiga Net')
  await owner.getByLabel('Legal name').fill('Twiga Networks Limited')
  await owner.getByLabel('KRA PIN').fill('p051999888k')
  await owner.getByRole('button', { name: 'Save changes' }).click()

  await owner.getByRole('heading', { name: 'Time and language', level: 2 }).first().waitFor()
  await owner.getByLabel('The week starts on').selectOption({ label: 'Sunday' })
  await owner.getByRole('button', { name: 'Save changes' }).click()

  await owner.getByRole('heading', { name: 'Your look' }).waitFor()
  await owner.getByLabel('New logo').setInputFiles({
    name: 'logo.svg',
    mimeType: 'image/svg+xml',
    buffer: Buffer.from(LOGO),
  })
  await owner.getByRole('button', { name: 'Use this logo' }).click()

  await owner.getByRole('heading', { name: 'Business hours', level: 2 }).first().waitFor()
  await owner.getByRole('checkbox', { name: 'Saturday' }).click()
  await owner.getByRole('button', { name: 'Save changes' }).click()

  await owner.getByRole('heading', { name: 'Your first site' }).waitFor()
  await owner.getByLabel('Name', { exact: true }).first().fill('Karen mast')
  await owner.getByLabel('Code').fill('KRN-1')
  await owner.getByRole('combobox', { name: 'County' }).fill('Nai')
  await owner.getByRole('option', { name: 'Nairobi' }).click()
  await owner.getByLabel('Location').first().fill('-1.3197, 36.7073')
  await owner.getByRole('button', { name: 'Add a site' }).click()

  await owner.getByRole('heading', { name: 'Your colleagues' }).first().waitFor()
  await owner.getByRole('link', { name: 'Open', exact: true }).click()
  const dialog = owner.getByRole('dialog', { name: 'Invite somebody' })
  await dialog.getByLabel('Name').fill('Atieno')
  await dialog.getByLabel('E-mail address').fill('atieno@isp.example')
  await dialog.getByLabel('Role', { exact: true }).selectOption({ label: 'Cashier' })
  await dialog.getByRole('button', { name: 'Send the invitation' }).click()
  await owner.getByText('The invitation is on its way to atieno@isp.example').first().waitFor()

  await owner.getByRole('link', { name: 'Home' }).click()
  await owner.getByText('This is Twiga Net right now.').waitFor()
  await owner.getByText('Nothing waits for you').waitFor()
}, 90_000)

test('a colleague comes in by the letter, sees what the role allows, and is told the rest', async () => {
  await office.world.settle()
  const letter = office.world.mailbox.letters('atieno@isp.example').at(-1)
  const link = must(/https?:\S+#[\w-]{43}/.exec(letter?.text ?? '')?.[0], 'the letter has a link')
  const cashier = await office.desk()
  await cashier.goto(link)
  await cashier.getByRole('heading', { name: 'Welcome, Atieno' }).waitFor()
  await cashier.getByText('Wangari invites you to Twiga Net as Cashier.').waitFor()
  await cashier.getByLabel('Choose a password').fill(PASSWORD)
  await cashier.getByRole('button', { name: 'Join' }).click()
  await enrolIfAsked(cashier)

  const navigation = cashier.getByRole('navigation', { name: 'Main navigation' })
  await navigation.waitFor()
  expect(await navigation.getByRole('link').allTextContents()).not.toContain('Audit trail')
  await navigation.getByRole('link', { name: 'Sites' }).click()
  const because = 'Your role does not allow this. Ask an administrator.'
  const add = cashier.getByRole('button', { name: 'Add a site', description: because }).first()
  await add.click({ force: true })
  expect(await cashier.getByRole('dialog').count()).toBe(0)

  await cashier.goto('/audit')
  await cashier.getByText('Your role does not allow this').first().waitFor()
  expect(office.complaints).toEqual([])
}, 60_000)

/** Some roles ask for a second factor before anything else. */
async function enrolIfAsked(page: Page): Promise<void> {
  const choice = page.getByRole('button', { name: 'Authenticator app' })
  await choice
    .or(page.getByRole('navigation', { name: 'Main navigation' }))
    .first()
    .waitFor()
  if ((await choice.count()) === 0) return
  await choice.click()
  const secret = (await page.getByRole('code').textContent())?.replaceAll(' ', '')
  const shown = await totpCode(must(secret, 'the key is shown'), office.world.clock.now())
  await page.getByLabel('Six-digit code that the app shows').fill(shown)
  await page.getByRole('checkbox', { name: 'I have kept them in a safe place' }).click()
  await page.getByRole('button', { name: 'Go on to Kasi' }).click()
}
