import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { serveBuiltWeb } from '../journeys/browser/built-web.ts'
import { openBrowser } from '../journeys/browser/chromium.ts'

/**
 * Takes pictures of the web, wide and narrow, light and dark, to look at before one calls it done:
 * `node tools/pictures.ts [folder]`. Without the API, so they show the style page and the sign-in page.
 */
const PAGES = { style: '/style', 'sign-in': '/sign-in' }
const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }
const THEMES = ['light', 'dark'] as const
/** Fonts, maps and charts are there by then. */
const SETTLE_MS = 2_000

const folder = process.argv[2] ?? join(process.env['KASI_HOME'] ?? '.kasi', 'pictures')
await mkdir(folder, { recursive: true })

await using web = await serveBuiltWeb()
await using browser = await openBrowser({ reducedMotion: 'reduce' })
for (const [name, path] of Object.entries(PAGES))
  for (const [size, viewport] of Object.entries(SIZES))
    for (const theme of THEMES) {
      const page = await browser.context.newPage()
      await page.emulateMedia({ colorScheme: theme })
      await page.setViewportSize(viewport)
      await page.goto(web.url + path)
      await page.getByRole('heading').first().waitFor()
      await page.waitForTimeout(SETTLE_MS)
      const file = join(folder, `${name}-${size}-${theme}.png`)
      await page.screenshot({ path: file, fullPage: name === 'style' })
      await page.close()
      console.log(file)
    }
