import { Buffer } from 'node:buffer'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addShortcode } from '#modules/payments/contract.ts'
import { newId } from '#kernel/id.ts'
import { openOffice, type Office } from './office.ts'

/** Somebody imports the statement of the organisation portal, as it was exported. */
let office: Office
let page: Page
beforeAll(async () => {
  office = await openOffice()
  const owner = await office.world.owner()
  await owner.call(addShortcode, {
    ...{ id: newId(office.world.clock.now()), name: 'Paybill', kind: 'paybill', number: '600100' },
    ...{ store: null, siteId: null, api: 'https://api.safaricom.co.ke', validates: false },
    ...{ consumerKey: 'key', consumerSecret: 'secret', passkey: 'pass', initiator: null },
  })
  page = await office.desk(owner)
}, 120_000)
afterAll(() => office[Symbol.asyncDispose]())

const CSV = [
  'Organization Name,KASI NETWORKS LTD,',
  'Short Code:,600100,',
  'Receipt No.,Completion Time,Initiation Time,Details,Transaction Status,Paid In,Withdrawn,Balance,Balance Confirmed,Reason Type,Other Party Info,Linked Transaction ID,A/C No.',
  'TKN5E9T3UC,23-11-2026 14:05:09,23-11-2026 14:05:01,Pay Bill from 2547****678 - JANE Acc. wifi,Completed,"2,999.00",,"2,999.00",true,Pay Bill,2547****678 - JANE,,wifi',
  'TKN5E9T3UD,soon,,Pay Bill,Completed,5.00,,,,,,,',
].join('\r\n')

test('a statement is chosen and imported, and what of it does not count is said', async () => {
  await page.goto('/payments/reconciliation')
  await page.getByRole('button', { name: 'Import a statement' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('input[type=file]').setInputFiles({
    ...{ name: 'ORG_600100_Utility.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) },
  })
  await dialog.getByText('ORG_600100_Utility.csv').waitFor()
  await dialog.getByRole('button', { name: 'Import a statement' }).click()
  await dialog.getByText('The completion time cannot be read.', { exact: false }).waitFor()
  expect(office.complaints).toEqual([])
}, 60_000)

test('a file that is none says at the file why', async () => {
  await page.goto('/payments/reconciliation')
  await page.getByRole('button', { name: 'Import a statement' }).click()
  const dialog = page.getByRole('dialog')
  const file = { name: 'shop.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') }
  await dialog.locator('input[type=file]').setInputFiles(file)
  await dialog.getByText('shop.csv').waitFor()
  await dialog.getByRole('button', { name: 'Import a statement' }).click()
  await dialog
    .getByText('no statement of the M-Pesa organisation portal', { exact: false })
    .waitFor()
}, 60_000)
