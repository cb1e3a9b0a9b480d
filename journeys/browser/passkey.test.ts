import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
}, 120_000)
afterAll(() => office[Symbol.asyncDispose]())

test('where Kasi listens at 127.0.0.1, passkeys are offered at localhost, and work there', async () => {
  const owner = await office.world.owner()
  const page = await office.desk(owner)
  const local = new URL(office.address)
  local.hostname = 'localhost'
  await page.goto('/account/security')
  const home = page.getByRole('link', { name: local.origin })
  await home.waitFor()
  expect(await home.getAttribute('href')).toBe(new URL('/account/security', local).href)

  const cookies = await page.context().cookies(office.address.href)
  await page
    .context()
    .addCookies(cookies.map(({ name, value }) => ({ name, value, url: local.href })))
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  })
  await home.click()
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByLabel('Name of this passkey').fill('This laptop')
  await page.getByRole('button', { name: 'Make the passkey' }).click()
  await page.getByText('This laptop').first().waitFor()

  await page.context().clearCookies()
  await page.goto(new URL('/sign-in', local).href)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.getByRole('navigation', { name: 'Main navigation' }).waitFor()
  expect(office.complaints).toEqual([])
}, 60_000)
