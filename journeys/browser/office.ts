import type { BrowserContextOptions, Page } from 'playwright-core'
import { ensureWebIsBuilt } from '#main/web-build.ts'
import type { Visitor } from '#main/visitor.ts'
import { wallClock } from '#platform/clock.ts'
import { demoOwner, freePort, scratchHome, startKasi } from '../process.ts'
import { copyDemoHome } from '../testing/demo-home.ts'
import { World } from '../world.ts'
import { openBrowser } from './chromium.ts'

export type Office = Awaited<ReturnType<typeof openOffice>>

/**
 * The whole product behind a real port, with a browser in front of it: people sit down at desks, and what
 * their browsers complain about is kept. One for each test file. The clock stands at the real moment, because
 * the browsers have a clock of their own.
 */
export async function openOffice(settings: Record<string, string> = {}) {
  await ensureWebIsBuilt(() => undefined)
  const world = await World.open({ at: wallClock.now().toString(), settings })
  const address = await world.http.listen({ host: '127.0.0.1', port: 0 })
  world.ground.listensAt(address)
  return { world, ...(await desksAt(address, () => world[Symbol.asyncDispose]())) }
}

/** The demo as `npm start` shows it, with its owner signed in and a browser in front of it. */
export async function openDemoOffice() {
  await ensureWebIsBuilt(() => undefined)
  const scratch = scratchHome()
  await copyDemoHome(scratch.home)
  const env = { KASI_HOME: scratch.home, KASI_HTTP_PORT: await freePort() }
  const kasi = startKasi(env, { web: true })
  const close = async () => {
    await kasi.stop()
    scratch[Symbol.dispose]()
  }
  try {
    await kasi.ready
    const owner = await demoOwner(kasi.url, scratch.home)
    return { owner, ...(await desksAt(new URL(kasi.url), close)) }
  } catch (error) {
    await close()
    throw error
  }
}

/** Whoever sits down shows what their browser would send along. */
type Someone = Pick<Visitor, 'cookies'>

async function desksAt(address: URL, close: () => Promise<void>) {
  const browser = await openBrowser({ baseURL: address.href })
  const complaints: string[] = []

  function watch(page: Page): Page {
    // Beside linters and other browsers a click may take seconds.
    page.setDefaultTimeout(20_000)
    page.on('console', (message) => {
      if (message.type() === 'error' && !isExpected(message.text()))
        complaints.push(`${new URL(page.url()).pathname}: ${message.text()}`)
    })
    // A policy that only reports says so nowhere else; one that blocks says it in words that change.
    void page.addInitScript(
      `document.addEventListener('securitypolicyviolation', (event) =>
        console.error('Content-Security-Policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile + ':' + event.lineNumber))`,
    )
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
    return page
  }

  /** A desk of its own, with somebody who is signed in already, or a stranger. */
  async function desk(who?: Someone, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.another(options)
    if (who) await context.addCookies(cookiesOf(who, address))
    return watch(await context.newPage())
  }

  return {
    ...{ address, complaints, desk },
    /** One more tab at the same desk. */
    tab: async (page: Page) => watch(await page.context().newPage()),
    async [Symbol.asyncDispose]() {
      await browser[Symbol.asyncDispose]()
      await close()
    },
  }
}

/** Chromium itself reports every answer that is a refusal; what the page makes of it is tested. */
function isExpected(text: string): boolean {
  return /Failed to load resource: the server responded with a status of 4\d\d/.test(text)
}

function cookiesOf(who: Someone, address: URL) {
  return who
    .cookies()
    .split('; ')
    .filter(Boolean)
    .map((pair) => {
      const [name = '', ...value] = pair.split('=')
      return { name, value: value.join('='), url: address.href, httpOnly: true }
    })
}
