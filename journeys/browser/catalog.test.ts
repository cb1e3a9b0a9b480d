import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { furnishIsp } from '#main/demo/furnish.ts'
import { openOffice, type Office } from './office.ts'

/** Somebody who has never seen Kasi sells "Home 20": a name, a price, and it is on sale. */
let office: Office
let page: Page
beforeAll(async () => {
  office = await openOffice()
  const owner = await office.world.owner()
  await furnishIsp(owner)
  page = await office.desk(owner)
}, 120_000)
afterAll(() => office[Symbol.asyncDispose]())

test('a plan is made of a name and a price, and says what is left of it', async () => {
  await page.goto('/plans')
  await page.getByRole('button', { name: 'New plan' }).first().click()
  await page.getByLabel('Name', { exact: true }).fill('Home 20')
  expect(await page.getByLabel('Code').inputValue()).toBe('HOME-20')
  await page.getByRole('button', { name: 'Put on sale' }).click()
  // Without a price nothing is sold, and the form says so where the price belongs.
  await page.getByText('A price above zero for each period is missing.').waitFor()
  await page.getByLabel('Price', { exact: true }).fill('2,999')
  const preview = page.getByRole('complementary', { name: 'What people see' })
  await preview.getByText('2,248.12').waitFor()
  await page.getByRole('button', { name: 'Put on sale' }).click()
  await page.getByRole('heading', { level: 1, name: 'Home 20' }).waitFor()
  await page.getByText('On sale').first().waitFor()
}, 60_000)

test('the next version stands beside it, with what changed', async () => {
  await page.getByRole('button', { name: 'Make the next version' }).click()
  await page.getByLabel('Price', { exact: true }).fill('3499')
  await page.getByRole('button', { name: 'Save the draft' }).click()
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('article', { name: 'Version 2' }).getByText('On sale').waitFor()
  await page.getByRole('article', { name: 'Version 1' }).getByText('Not sold any more').waitFor()
  await page.getByRole('cell', { name: /2,999/ }).waitFor()
}, 60_000)

test('the price tester says the price and each reason', async () => {
  await page.goto('/price-test')
  await page.getByRole('combobox', { name: 'Plan' }).fill('Home')
  await page.getByRole('option', { name: /Home 20/ }).click()
  await page.getByText('Home 20, version 2, lists', { exact: false }).waitFor()
  await page.getByText('VAT 16 % of', { exact: false }).waitFor()
  expect(office.complaints).toEqual([])
}, 60_000)
