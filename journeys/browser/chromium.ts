import { chromium, type BrowserContext, type BrowserContextOptions } from 'playwright-core'

/** Where Debian puts it; another place is said with KASI_CHROMIUM. */
const EXECUTABLE = process.env['KASI_CHROMIUM'] ?? '/usr/bin/chromium'

/**
 * Every page opens a window, and every window two pages of the address bar's own, which nobody sees here and which
 * cost as much as half of ours. A second list replaces the first, so the ones that Playwright switches off stand here too.
 */
const SWITCHED_OFF = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxFullPopup',
  'WebUIOmniboxAimPopup',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
]

/** Without these, Chromium looks up hosts on the internet at every start. */
const QUIET = [
  `--disable-features=${SWITCHED_OFF.join(',')}`,
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The map needs WebGL, which machines without a graphics card draw in software.
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  // The rest of the page is drawn without it, at a third of the work.
  '--disable-gpu-compositing',
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
