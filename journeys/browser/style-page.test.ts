import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violations } from './axe.ts'
import { serveBuiltWeb } from './built-web.ts'
import { openBrowser } from './chromium.ts'

/** The parts that every screen is made of, tried once, on the page that shows them all. */
let web: Awaited<ReturnType<typeof serveBuiltWeb>>
beforeAll(async () => {
  web = await serveBuiltWeb()
}, 120_000)
afterAll(() => web[Symbol.asyncDispose]())

/** One browser for all: a page of its own for each test, with nothing remembered. */
let browser: Awaited<ReturnType<typeof openBrowser>>
beforeAll(async () => {
  browser = await openBrowser({ reducedMotion: 'reduce' })
}, 60_000)
afterAll(() => browser[Symbol.asyncDispose]())

async function openStylePage(options: { theme?: 'light' | 'dark'; width?: number } = {}) {
  const page = await browser.context.newPage()
  await page.emulateMedia({ colorScheme: options.theme ?? 'light' })
  await page.setViewportSize({ width: options.width ?? 1280, height: 900 })
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`${web.url}/style`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return {
    page,
    complaints,
    async [Symbol.asyncDispose]() {
      await page.evaluate('localStorage.clear()')
      await page.close()
    },
  }
}

describe('everything that the kit has', () => {
  test.each(['light', 'dark'] as const)(
    'has nothing for axe to find, %s',
    async (theme) => {
      await using open = await openStylePage({ theme })
      const look = (within: string) => violations(open.page, { more: ['best-practice'], within })
      expect(await look('body')).toEqual([])
      for (const button of ['Open a dialog', 'Open a panel', 'Ask twice']) {
        await open.page.getByRole('button', { name: button, exact: true }).click()
        await open.page.getByRole('dialog').waitFor()
        expect(await look('dialog')).toEqual([])
        await open.page.keyboard.press('Escape')
        await open.page.getByRole('dialog').waitFor({ state: 'detached' })
      }
      await open.page.getByRole('button', { name: 'A menu' }).click()
      await open.page.getByRole('menu').waitFor()
      await open.page.keyboard.press('Escape')
      await open.page.getByRole('button', { name: 'Show a toast' }).click()
      await open.page.getByText('Karen 1 is archived').first().waitFor()
      expect(await look('[role=region]:has(> ol)')).toEqual([])
      // The policy in `built-web.ts` allows no inline script, no style element and no blob worker.
      expect(open.complaints.filter((line) => !line.includes('401'))).toEqual([])
    },
    180_000,
  )
})

/** Tests that follow each other on one page, and put back what the next one needs: a load costs more than most of them. */
function onOnePage(options?: Parameters<typeof openStylePage>[0]) {
  let open: Awaited<ReturnType<typeof openStylePage>>
  beforeAll(async () => {
    open = await openStylePage(options)
  }, 60_000)
  afterAll(() => open[Symbol.asyncDispose]())
  return () => open
}

describe('on a phone', () => {
  const now = onOnePage({ width: 320 })

  test('it fits 320 pixels without scrolling sideways', async () => {
    const overflow_px = await now().page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    expect(overflow_px).toBeLessThanOrEqual(0)
  })

  test('it is in Swahili at one choice, and remembers it', async () => {
    const { page } = now()
    await page.getByRole('button', { name: 'Language', exact: true }).click()
    await page.getByRole('menuitemradio', { name: 'Kiswahili' }).click()
    await page.getByRole('heading', { name: 'Ukurasa wa mitindo' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Ukurasa wa mitindo' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('sw')
  })

  test('axe would find a button that has no name, where it is told to look', async () => {
    const { page } = now()
    await page.evaluate(`document.querySelector('main').append(document.createElement('button'))`)
    expect((await violations(page)).join()).toContain('button-name: ')
    expect((await violations(page, { without: 'main' })).join()).not.toContain('button-name: ')
    await page.evaluate(`document.body.append(document.createElement('button'))`)
    expect((await violations(page, { without: 'main' })).join()).toContain('button-name: ')
  })
})

describe('keyboards', () => {
  const now = onOnePage()

  test('a dialog keeps the focus inside and gives it back', async () => {
    const open = now()
    const opener = open.page.getByRole('button', { name: 'Open a dialog' })
    await opener.focus()
    await open.page.keyboard.press('Enter')
    const dialog = open.page.getByRole('dialog', { name: 'Rename the mast' })
    await dialog.waitFor()
    for (let press = 0; press < 8; press++) {
      await open.page.keyboard.press('Tab')
      // The browser's own bars may hold the focus in between, the page behind the dialog never.
      const outside = await open.page.locator(':focus:not(dialog *, dialog, body)').count()
      expect(outside).toBe(0)
    }
    await open.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => opener.and(open.page.locator(':focus')).count()).toBe(1)
  })

  test('what cannot be undone waits for its words', async () => {
    const open = now()
    await open.page.getByRole('button', { name: 'Ask twice' }).click()
    const dialog = open.page.getByRole('dialog', { name: 'Delete Karen 1?' })
    const sure = dialog.getByRole('button', { name: 'Delete' })
    expect(await sure.getAttribute('aria-disabled')).toBe('true')
    await sure.click({ force: true })
    expect(await dialog.isVisible()).toBe(true)
    await dialog.getByLabel('Type Karen 1 to go on').fill('Karen 1')
    await sure.click()
    await dialog.waitFor({ state: 'detached' })
  })

  test('filters become chips that can be taken off', async () => {
    const { page } = now()
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('button', { name: 'County' }).click()
    await page.getByRole('checkbox', { name: 'Kiambu' }).click()
    await page.keyboard.press('Escape')
    await page.getByText('11 rows').waitFor()
    await page.getByRole('button', { name: 'Remove filter County' }).click()
    await page.getByText('42 rows').waitFor()
  })

  test('a table is walked, selected, opened and searched without a mouse', async () => {
    const { page } = now()
    const table = page.getByRole('table', { name: 'Masts' })
    await table.scrollIntoViewIfNeeded()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.keyboard.press('k')
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe('Karen 1')
    await page.getByText('1 selected').waitFor()
    await page.keyboard.press('Enter')
    const panel = page.getByRole('dialog', { name: 'Karen 1' })
    await panel.waitFor()
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    await page.keyboard.press('/')
    await page.keyboard.type('limuru')
    await expect.poll(() => table.getByRole('row').count()).toBe(4)
  })

  test('a combobox is typed, walked and taken', async () => {
    const open = now()
    const box = open.page.getByRole('combobox', { name: 'County' })
    await box.fill('k')
    await open.page.keyboard.press('ArrowDown')
    await open.page.keyboard.press('ArrowDown')
    await open.page.keyboard.press('Enter')
    expect(await box.inputValue()).toBe('Machakos')
  })

  test('a field that may be empty is empty when it was emptied', async () => {
    const { page } = now()
    for (const label of ['Rent', 'Fair use after', 'Height']) {
      const field = page.locator('#fields').getByLabel(label, { exact: label === 'Rent' })
      const before = await field.inputValue()
      await field.fill('')
      await field.blur()
      expect([label, await field.inputValue()]).toEqual([label, ''])
      expect(await field.getAttribute('aria-invalid')).not.toBe('true')
      await field.fill(before)
      await field.blur()
    }
  })

  test('a day from the calendar takes the place of one that was typed wrongly', async () => {
    const { page } = now()
    const field = page.locator('#fields').getByLabel('Opened on')
    await field.fill('2026-02-30')
    await field.blur()
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    await page.locator('#fields input[type="date"]').first().fill('2026-11-05')
    await expect.poll(() => field.inputValue()).toBe('5 Nov 2026')
    expect(await field.getAttribute('aria-invalid')).not.toBe('true')
  })

  test('a form says what is wrong where it is wrong, and goes there', async () => {
    const { page } = now()
    await page.getByRole('button', { name: 'Add the mast' }).click()
    await page.getByText('3 fields need another look.').waitFor()
    const form = page.locator('form').filter({ hasText: 'Caretaker' })
    await expect.poll(() => form.getByLabel('Name').and(page.locator(':focus')).count()).toBe(1)
    await form.getByLabel('Caretaker').fill('0712 345')
    await form.getByLabel('Name').fill('Karen 9')
    await form.getByText('Write a phone number such as 0712 345 678.').waitFor()
    await form.getByLabel('Caretaker').fill('0712345678')
    await form.getByLabel('Name').focus()
    expect(await form.getByLabel('Caretaker').inputValue()).toBe('0712 345 678')
  })
})
