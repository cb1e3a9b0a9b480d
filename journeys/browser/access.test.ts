import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Visitor } from '#main/visitor.ts'
import { furnishIsp } from '#main/demo/furnish.ts'
import { PASSWORD } from '../world.ts'
import { openOffice, type Office } from './office.ts'

/** Who may do what: a new role at one site, a session that is ended, a proof that has grown old, a key for a program. */
let office: Office
let owner: Page
let cashier: Page
beforeAll(async () => {
  office = await openOffice()
  const visitor: Visitor = await office.world.owner()
  await furnishIsp(visitor)
  owner = await office.desk(visitor)
  cashier = await office.desk(await office.world.as('cashier'))
}, 120_000)
afterAll(() => office[Symbol.asyncDispose]())

test('a new role, given to a colleague at one site only', async () => {
  await owner.goto('/roles')
  await owner.getByRole('link', { name: 'New role' }).click()
  await owner.getByLabel('Name', { exact: true }).fill('Rooftop crew')
  await owner.getByRole('switch', { name: 'Asks for a second factor' }).click()
  await owner.getByRole('checkbox', { name: 'Open, change, archive and restore sites' }).click()
  await owner.getByRole('checkbox', { name: 'See sites' }).click()
  await owner.getByRole('button', { name: 'Make the role' }).click()
  await owner.getByText('The role is made').first().waitFor()

  await owner.goto('/staff')
  await owner.getByRole('link', { name: 'Colleague 1' }).click()
  await owner.getByRole('button', { name: 'Change roles' }).click()
  const dialog = owner.getByRole('dialog', { name: 'What may Colleague 1 do?' })
  await dialog.getByRole('button', { name: 'Add a role' }).click()
  await dialog.getByLabel('Role', { exact: true }).last().selectOption({ label: 'Rooftop crew' })
  await dialog.getByRole('combobox', { name: 'Only at these sites' }).last().fill('Karen')
  await owner.getByRole('option', { name: /Karen mast/ }).click()
  await owner.keyboard.press('Escape')
  await dialog.getByRole('button', { name: 'Change roles' }).click()
  await owner.getByText('The roles are changed').first().waitFor()
  await owner.getByText('Rooftop crew').first().waitFor()
}, 60_000)

test('whoever loses the session is led to sign-in and comes back to the same place', async () => {
  await cashier.goto('/sites?q=karen')
  await cashier.getByRole('link', { name: 'Karen mast' }).waitFor()
  await owner.goto('/sessions')
  // Whom one searches for is nowhere in an address, and still there after a reload.
  await owner.getByRole('searchbox').fill('Colleague 1')
  await owner.getByRole('row').nth(2).waitFor({ state: 'detached' })
  await owner.reload()
  expect(await owner.getByRole('searchbox').inputValue()).toBe('Colleague 1')
  expect(new URL(owner.url()).search).toBe('')
  const row = owner.getByRole('row', { name: /Colleague 1/ })
  await row.getByRole('button', { name: 'End' }).click()
  await owner
    .getByRole('dialog', { name: 'End this session?' })
    .getByRole('button', { name: 'End' })
    .click()
  await owner.getByText('The session has ended').first().waitFor()

  await cashier.getByRole('heading', { name: 'Sign in' }).waitFor({ timeout: 15_000 })
  await cashier.getByLabel('E-mail address').fill('cashier-1@isp.example')
  await cashier.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await cashier.getByRole('button', { name: 'Sign in' }).click()
  await cashier.getByRole('link', { name: 'Karen mast' }).waitFor()
  expect(new URL(cashier.url()).search).toBe('?q=karen')
}, 60_000)

test('a tab in which somebody else has signed in meanwhile becomes theirs', async () => {
  await office.world.as('support')
  await cashier.goto('/')
  await cashier.getByRole('heading', { level: 1 }).waitFor()
  const beside = await office.tab(cashier)
  await beside.goto('/sign-in')
  await beside.getByLabel('E-mail address').fill('support-2@isp.example')
  await beside.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await beside.getByRole('button', { name: 'Sign in' }).click()
  await beside.getByRole('heading', { level: 1, name: /Colleague/ }).waitFor()

  // The page is loaded anew, so what it had in its memory is gone with it.
  const anew = cashier.waitForEvent('load')
  await cashier.evaluate("window.dispatchEvent(new Event('visibilitychange'))")
  await anew
  await cashier.getByRole('button', { name: 'Your account' }).click()
  await cashier.getByText('support-2@isp.example').waitFor()
}, 30_000)

test('an old proof is asked for again, and a key is shown once and works', async () => {
  office.world.clock.passes('PT2H')
  await owner.goto('/api-keys')
  await owner.getByRole('button', { name: 'Make a key' }).first().click()
  const dialog = owner.getByRole('dialog', { name: 'Make an API key' })
  await dialog.getByLabel('Name', { exact: true }).fill('Accounting')
  await dialog.getByRole('checkbox', { name: 'See sites' }).click()
  await dialog.getByRole('button', { name: 'Make a key' }).click()
  const proof = owner.getByRole('dialog', { name: 'Confirm it is you' })
  await proof.getByLabel('Your password').fill('not it')
  await proof.getByLabel(/Six-digit code/).fill(await office.world.ownerCode())
  await proof.getByRole('button', { name: 'Confirm' }).click()
  await proof.getByText('That was not right. Try again.').waitFor()
  office.world.clock.passes('PT1M')
  await proof.getByLabel('Your password').fill(PASSWORD)
  await proof.getByLabel(/Six-digit code/).fill(await office.world.ownerCode())
  await proof.getByRole('button', { name: 'Confirm' }).click()

  const shown = owner.getByRole('dialog', { name: 'Your new key' })
  const key = await shown.getByText(/^kasi_[\w-]{43}$/).textContent()
  await shown.getByRole('button', { name: 'I have copied it' }).click()
  await owner.getByRole('row', { name: 'Accounting' }).waitFor()
  expect(await owner.getByText(/^kasi_[\w-]{43}$/).count()).toBe(0)

  const ask = (path: string) =>
    fetch(new URL(path, office.address), { headers: { authorization: `Bearer ${key}` } })
  expect((await ask('/api/sites')).status).toBe(200)
  expect((await ask('/api/staff/members')).status).toBe(403)
  expect(office.complaints).toEqual([])
}, 60_000)
