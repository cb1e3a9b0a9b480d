import { chromium, type BrowserContext, type BrowserContextOptions } from 'playwright-core'

/**
 * Chromium without the windows that nobody sees here, at two thirds of the work. Where Debian puts it; another one, a whole
 * browser also, is said with KASI_CHROMIUM.
 */
const EXECUTABLE = process.env['KASI_CHROMIUM'] ?? '/usr/bin/chromium-headless-shell'

const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  // It would look up hosts on the internet at every start.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The map needs WebGL, which machines without a graphics card draw in software.
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  // The rest of the page is drawn without it, at a third of the work.
  '--disable-gpu-compositing',
  // What axe and React throw away is swept less often (MB), which is an eighth of the work.
  '--js-flags=--min-semi-space-size=64 --max-semi-space-size=64',
]

/** A fresh browser; `await using` closes it and removes its profile. Each context is a person with nothing remembered. */
export async function openBrowser(options: BrowserContextOptions = {}): Promise<{
  context: BrowserContext
  another(more?: BrowserContextOptions): Promise<BrowserContext>
  [Symbol.asyncDispose](): Promise<void>
}> {
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: QUIET })
  const another = (more: BrowserContextOptions = {}) =>
    browser.newContext({
      locale: 'en-KE',
      timezoneId: 'Africa/Nairobi',
      reducedMotion: 'reduce',
      ...options,
      ...more,
    })
  return {
    context: await another(),
    another,
    [Symbol.asyncDispose]: () => browser.close(),
  }
}
