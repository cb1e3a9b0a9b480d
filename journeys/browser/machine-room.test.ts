import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { furnishIsp } from '#main/demo/furnish.ts'
import { openOffice, type Office } from './office.ts'

/** What the machine does behind the screens, and what staff see and do about it. */
let office: Office
let page: Page
let receiver: Server
const received: string[] = []
beforeAll(async () => {
  receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (piece) => (body += String(piece)))
    request.on('end', () => {
      received.push(`${String(request.headers['webhook-id'])} ${body}`)
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  office = await openOffice({ KASI_WEBHOOK_ALLOW_PRIVATE: '1' })
  const owner = await office.world.owner()
  await furnishIsp(owner)
  await office.world.settle()
  page = await office.desk(owner)
}, 120_000)
afterAll(async () => {
  await office[Symbol.asyncDispose]()
  await new Promise((resolve) => receiver.close(resolve))
})

test('a row of the trail tells who did what, and the trail is checked on demand', async () => {
  await page.goto('/audit')
  await page
    .getByRole('row', { name: /Archived a site/ })
    .first()
    .click()
  const panel = page.getByRole('dialog', { name: 'One row of the trail' })
  await panel.getByText('organization.archive-site').first().waitFor()
  await panel.getByText('Wangari Owner').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Check it now' }).click()
  // The work must be in the queue before we let the queue be worked off.
  await page.getByText('The trail is being checked').first().waitFor()
  await office.world.settle()
  await page.getByText(/rows, nothing changed, nothing missing/).waitFor()
}, 40_000)

test('a job that gave up is looked into and tried again', async () => {
  await giveUpOn('platform.prune-events')
  await page.goto('/jobs')
  await page.getByRole('link', { name: /Gave up/ }).click()
  await page.getByRole('row', { name: /platform\.prune-events/ }).click()
  const panel = page.getByRole('dialog', { name: 'One job' })
  await panel.getByText('The disk is on fire').first().waitFor()
  await panel.getByRole('button', { name: 'Try again now' }).click()
  await page.getByText('1 job is tried again').first().waitFor()
  await office.world.settle()
  await page.getByRole('row', { name: /platform\.prune-events/ }).waitFor({ state: 'detached' })
}, 40_000)

test('a webhook is added, tried, and its delivery sent again', async () => {
  const { port } = receiver.address() as AddressInfo // listening on TCP, so it is no pipe
  await page.goto('/webhooks')
  await page.getByRole('button', { name: 'Add a webhook' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a webhook' })
  await dialog.getByLabel('Name').fill('Books')
  await dialog.getByLabel('Address').fill(`http://127.0.0.1:${port}/hook`)
  await dialog.getByRole('button', { name: 'Add a webhook' }).click()
  const secret = page.getByRole('dialog', { name: 'Signing secret' })
  await secret.getByText(/^whsec_/).waitFor()
  await secret.getByRole('button', { name: 'I have copied it' }).click()

  await page.getByRole('link', { name: 'Books' }).click()
  await page.getByRole('button', { name: 'Send a test' }).click()
  await page.getByText('The test is on its way').first().waitFor()
  await office.world.settle()
  expect(received).toHaveLength(1)
  await page.reload()
  await page.getByRole('row', { name: /test/ }).click()
  const delivery = page.getByRole('dialog', { name: 'One delivery' })
  // The body may hold the same digits in its moment.
  await delivery.getByText('204', { exact: true }).waitFor()
  await delivery.getByRole('button', { name: 'Send again' }).click()
  await page.getByText('It is sent again').first().waitFor()
  await office.world.settle()
  expect(received).toHaveLength(2)
  expect(received[1]?.split(' ')[0]).toBe(received[0]?.split(' ')[0])
}, 40_000)

test('a setting is changed, taken back, and its history tells both', async () => {
  await page.goto('/settings')
  const setting = page.getByRole('listitem').filter({ hasText: 'organization.odpc-notice-days' })
  await setting.getByRole('textbox').or(setting.getByRole('spinbutton')).fill('45')
  await setting.getByRole('button', { name: 'Save' }).click()
  await page.getByText('The setting is saved').first().waitFor()
  await setting.getByRole('button', { name: 'Take back' }).click()
  await page.getByText('The last change is taken back').first().waitFor()
  await page.getByRole('link', { name: 'History' }).click()
  await page.getByText('taken back').first().waitFor()
  expect(office.complaints).toEqual([])
}, 40_000)

test('what somebody types into a setting stays when a colleague saves the same one', async () => {
  await page.goto('/settings')
  const other = await office.tab(page)
  await other.goto('/settings')
  const rowOf = (desk: Page) =>
    desk.getByRole('listitem').filter({ hasText: 'organization.odpc-notice-days' })
  const fieldOf = (desk: Page) =>
    rowOf(desk).getByRole('textbox').or(rowOf(desk).getByRole('spinbutton'))
  await fieldOf(page).fill('61')
  await fieldOf(other).fill('52')
  await rowOf(other).getByRole('button', { name: 'Save' }).click()
  await rowOf(page).getByText('A colleague has just set this to 52').waitFor()
  expect(await fieldOf(page).inputValue()).toBe('61')
  await rowOf(page).getByRole('button', { name: 'Save' }).click()
  await rowOf(page).getByText('A colleague').waitFor({ state: 'detached' })
  expect(await fieldOf(page).inputValue()).toBe('61')
  await other.close()
}, 40_000)

/** As the worker leaves a job that failed for the last time. */
async function giveUpOn(name: string) {
  const { database } = office.world.ground
  await sql`select graphile_worker.add_job(${name}, '{"payload":{},"by":{"actor":"system:test","origin":"test"}}'::json, max_attempts => 1)`.execute(
    database.sql,
  )
  const { rows } = await sql<{ id: string }>`
    update graphile_worker._private_jobs set attempts = 1, last_error = 'The disk is on fire'
     where max_attempts = 1 returning id::text`.execute(database.sql)
  must(rows[0], 'the job is there')
}
