import type { Page } from 'playwright-core'
import { openBrowser } from '../../journeys/browser/chromium.ts'

/** The line of Chromium's own tools for slow 3G: 400 kbit/s each way, 400 ms there and back; the processor four times slower than this one. */
const SLOW_3G = { latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }
const CPU_times_slower = 4
const LONGEST_ms = 120_000

export type Visit = {
  readonly bytes: number
  readonly requests: number
  readonly usable_s: number
}

/** One visit of a phone with nothing kept, until `isUsable` says that somebody can begin to type. */
export async function slowVisit(
  url: string,
  isUsable: (page: Page, timeout: number) => Promise<void>,
): Promise<Visit> {
  const browser = await openBrowser({ viewport: { width: 390, height: 844 } })
  try {
    const page = await browser.context.newPage()
    const tools = await browser.context.newCDPSession(page)
    let bytes = 0
    let requests = 0
    await tools.send('Network.enable')
    tools.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength
      requests++
    })
    await tools.send('Network.emulateNetworkConditions', { offline: false, ...SLOW_3G })
    await tools.send('Emulation.setCPUThrottlingRate', { rate: CPU_times_slower })
    const from = performance.now()
    await page.goto(url, { waitUntil: 'commit', timeout: LONGEST_ms })
    await isUsable(page, LONGEST_ms)
    return { bytes, requests, usable_s: Math.round((performance.now() - from) / 10) / 100 }
  } finally {
    await browser[Symbol.asyncDispose]()
  }
}

/** What so many visits say: bytes and requests of the first, and the median of the seconds. */
export function inShort(visits: readonly Visit[]) {
  const seconds = visits.map(({ usable_s }) => usable_s).toSorted((a, b) => a - b)
  const [first] = visits
  return {
    requests: first?.requests ?? 0,
    kB: Math.round((first?.bytes ?? 0) / 100) / 10,
    usable_s: seconds[Math.floor(seconds.length / 2)] ?? Infinity,
  }
}
