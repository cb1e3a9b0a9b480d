import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type BrowserContextOptions } from 'playwright-core'

/** Where Debian puts it; another place is said with KASI_CHROMIUM. */
const EXECUTABLE = process.env['KASI_CHROMIUM'] ?? '/usr/bin/chromium'

/** Without these, Chromium looks up hosts on the internet at every start. */
const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The map needs WebGL, which machines without a graphics card draw in software.
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
]

/** A fresh browser with nothing remembered; `await using` closes it and removes its profile. */
export async function openBrowser(options: BrowserContextOptions = {}): Promise<{
  context: BrowserContext
  [Symbol.asyncDispose](): Promise<void>
}> {
  const profile = await mkdtemp(join(tmpdir(), 'kasi-browser-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: EXECUTABLE,
    headless: true,
    args: QUIET,
    locale: 'en-KE',
    timezoneId: 'Africa/Nairobi',
    ...options,
  })
  return {
    context,
    async [Symbol.asyncDispose]() {
      await context.close()
      await rm(profile, { recursive: true, force: true })
    },
  }
}
