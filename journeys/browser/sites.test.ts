import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { furnishIsp } from '#main/demo/furnish.ts'
import { openOffice, type Office } from './office.ts'

/** A list as people use it: found, filtered, kept, changed, undone; also without a mouse. */
let office: Office
let page: Page
beforeAll(async () => {
  office = await openOffice()
  const owner = await office.world.owner()
  await furnishIsp(owner)
  page = await office.desk(owner, { acceptDownloads: true })
  await page.goto('/sites')
}, 120_000)
afterAll(() => office[Symbol.asyncDispose]())

const eventually = <T>(look: () => Promise<T>) => expect.poll(look, { timeout: 10_000 })
const table = () => page.getByRole('table', { name: 'Sites' })
const names = async () =>
  (await table().getByRole('row').all()).length > 1
    ? (await table().getByRole('link').allTextContents()).map((name) => name.trim())
    : []

async function fillSite(at: Page, name: string, code: string) {
  const dialog = at.getByRole('dialog', { name: 'Add a site' })
  await dialog.getByLabel('Name', { exact: true }).first().fill(name)
  await dialog.getByLabel('Code').fill(code)
  await dialog.getByRole('combobox', { name: 'County' }).fill('Kia')
  await at.getByRole('option', { name: 'Kiambu' }).click()
  await dialog.getByRole('button', { name: 'Add a site' }).click()
  return dialog
}

test('a code that is taken is said at the code, and another one goes through', async () => {
  await page.getByRole('button', { name: 'Add a site' }).click()
  const dialog = await fillSite(page, 'Limuru mast', 'NBO-KRN')
  await eventually(() => dialog.getByLabel('Code').getAttribute('aria-invalid')).toBe('true')
  await dialog.getByLabel('Code').fill('LMR-1')
  await dialog.getByRole('button', { name: 'Add a site' }).click()
  await page.getByRole('heading', { level: 1, name: 'Limuru mast' }).waitFor()
}, 30_000)

test('search, filters, sort and columns stay in the address and survive a reload', async () => {
  await page.goto('/sites')
  await page.getByRole('searchbox').fill('mast')
  await eventually(names).toHaveLength(4)
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page
    .getByRole('dialog', { name: 'Add filter' })
    .getByRole('button', { name: 'County' })
    .click()
  await page.getByRole('checkbox', { name: 'Nairobi' }).click()
  await page.getByRole('checkbox', { name: 'Kiambu' }).click()
  await page.keyboard.press('Escape')
  await eventually(names).toEqual(['Karen mast', 'Limuru mast'])
  await page.getByRole('button', { name: /Name/ }).first().click()
  await page.getByRole('button', { name: /Name/ }).first().click()
  await eventually(names).toEqual(['Limuru mast', 'Karen mast'])
  await page.getByRole('button', { name: 'View' }).last().click()
  await page.getByRole('menuitemcheckbox', { name: 'Address' }).click()
  await page.keyboard.press('Escape')
  await page.reload()
  await eventually(names).toEqual(['Limuru mast', 'Karen mast'])
  await table().getByRole('columnheader', { name: 'Address' }).waitFor()

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download CSV' }).click()
  const csv = await readFile(await (await download).path(), 'utf8')
  expect(csv).toContain('Limuru mast')
  expect(csv).not.toContain('Nyali mast')

  await page.getByRole('button', { name: 'Remove filter County' }).click()
  await eventually(names).toHaveLength(4)
}, 40_000)

test('letters that are typed while the last ones are looked for stay', async () => {
  await page.goto('/sites')
  await table().waitFor()
  // The quickest of typists: goes on at the very moment at which the search begins.
  await page.evaluate(`(() => {
    const later = window.setTimeout
    const box = document.querySelector('input[type=search]')
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
    window.setTimeout = (work, ms, ...rest) =>
      later(() => {
        work(...rest)
        if (ms !== 250 || box.value !== 'ma') return
        set.call(box, 'mast')
        box.dispatchEvent(new Event('input', { bubbles: true }))
      }, ms)
  })()`)
  await page.getByRole('searchbox').fill('ma')
  await eventually(async () => new URL(page.url()).search).toBe('?q=mast')
  expect(await page.getByRole('searchbox').inputValue()).toBe('mast')
}, 20_000)

test('what is typed into a dialog is not lost by Escape or by a press beside it', async () => {
  await page.goto('/sites')
  await page.getByRole('button', { name: 'Add a site' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Add a site' })
  const leaving = page.getByRole('dialog', { name: 'Leave without saving?' })
  const name = dialog.getByLabel('Name', { exact: true }).first()
  await name.fill('Ruiru mast')
  for (const close of [() => page.keyboard.press('Escape'), () => page.mouse.click(5, 400)]) {
    await close()
    await leaving.waitFor()
    await page.keyboard.press('Escape')
    await leaving.waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await leaving.getByRole('button', { name: 'Stay here' }).click()
    expect(await name.inputValue()).toBe('Ruiru mast')
  }
  await page.keyboard.press('Escape')
  await leaving.getByRole('button', { name: 'Leave without saving' }).click()
  await dialog.waitFor({ state: 'detached' })
}, 30_000)

test('nothing of one place stands under the address of another, however slow the line is', async () => {
  await page.goto('/sites')
  await table().getByRole('link', { name: 'Karen mast' }).click()
  const title = (name: string) => page.getByRole('heading', { level: 1, name })
  await title('Karen mast').waitFor()
  const line = Promise.withResolvers<void>()
  await page.route(/\/api\/sites\/[\da-f-]{36}$/, async (route) => {
    await line.promise
    await route.continue()
  })
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('nyali')
  await page.getByRole('option', { name: /Nyali mast/ }).waitFor()
  const before = page.url()
  await page.keyboard.press('Enter')
  await eventually(async () => page.url()).not.toBe(before)
  await title('Karen mast').waitFor({ state: 'detached' })
  line.resolve()
  await title('Nyali mast').waitFor()
  await page.unrouteAll({ behavior: 'wait' })
}, 30_000)

test('what a colleague does shows by itself, and whoever edits an old state is told', async () => {
  await page.goto('/sites')
  const other = await office.tab(page)
  await other.goto('/sites')
  await page.getByRole('link', { name: 'Limuru mast' }).click()
  await other.getByRole('link', { name: 'Limuru mast' }).click()
  for (const each of [page, other]) {
    await each.getByRole('button', { name: 'Edit site' }).click()
    await each.getByRole('dialog').getByLabel('Town').fill('Limuru')
  }
  const save = { name: 'Save', exact: true }
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).first().fill('Limuru hill')
  await page.getByRole('dialog').getByRole('button', save).click()
  await page.getByRole('heading', { level: 1, name: 'Limuru hill' }).waitFor()
  await other.getByRole('dialog').getByRole('button', save).click()
  await other.getByText('Somebody else changed this while you were editing.').first().waitFor()
  await other.getByRole('button', { name: 'Load what is stored' }).click()
  await eventually(() =>
    other.getByRole('dialog').getByLabel('Name', { exact: true }).first().inputValue(),
  ).toBe('Limuru hill')
  await other.close()
}, 40_000)

test('a list refreshes by itself, and an archived site comes back by the toast', async () => {
  const other = await office.tab(page)
  await other.goto('/sites')
  await other.getByRole('link', { name: 'Limuru hill' }).waitFor()
  await other.getByRole('status').filter({ hasText: 'Live' }).waitFor()
  await page.getByRole('button', { name: 'Archive' }).click()
  const dialog = page.getByRole('dialog', { name: 'Archive Limuru hill?' })
  await dialog.getByRole('button', { name: 'Archive' }).click()
  await page.getByText('Archived', { exact: true }).waitFor()
  await other.getByRole('link', { name: 'Limuru hill' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Limuru hill is back').first().waitFor()
  await other.getByRole('link', { name: 'Limuru hill' }).waitFor()
  await other.close()
}, 40_000)

test('everything is reached without a mouse', async () => {
  await page.goto('/')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await table().waitFor()
  await page.getByRole('link', { name: 'Acacia House' }).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Acacia House' }).waitFor()

  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('nyali')
  await page.getByRole('option', { name: /Nyali mast/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Nyali mast' }).waitFor()

  // From the palette a dialog opens on the page itself, too, and gives the focus back.
  await page.goto('/sites')
  await table().waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('add a site')
  await page.getByRole('option', { name: 'Add a site' }).waitFor()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Add a site' })
  await dialog.waitFor()
  await eventually(() =>
    dialog.getByLabel('Name', { exact: true }).first().and(page.locator(':focus')).count(),
  ).toBe(1)
  for (let press = 0; press < 25; press++) await page.keyboard.press('Tab')
  expect(await page.locator(':focus:not(dialog *, dialog, body)').count()).toBe(0)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(office.complaints).toEqual([])
}, 40_000)
