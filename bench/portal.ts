/**
 * Bytes, requests and seconds until the portal of subscribers can be used, on a phone with a slow 3G line and nothing kept.
 * The line is that of Chromium's own tools: 400 kbit/s each way, 400 ms there and back; the processor four times slower than this one.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openBrowser } from '../journeys/browser/chromium.ts'

const ROOT = resolve(import.meta.dirname, '..')
const RUNS = 5
const SLOW_3G = { latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }
const CPU_times_slower = 4
const AIMS = { kB: 200 }

const home = mkdtempSync(join(tmpdir(), 'kasi-bench-portal-'))
const port = await freePort()
const kasi = spawn('npm', ['start'], {
  cwd: ROOT,
  stdio: 'ignore',
  env: {
    ...process.env,
    ...{ KASI_HOME: home, KASI_HTTP_PORT: String(port), KASI_DEMO: '0' },
    ...{ KASI_RADIUS_AUTH_PORT: '0', KASI_RADIUS_ACCT_PORT: '0' },
  },
})
try {
  const at = `http://127.0.0.1:${port}`
  while (!(await isReady(at))) await sleep(100)
  const visits: Visit[] = []
  for (let n = 0; n < RUNS; n++) visits.push(await visit(`${at}/portal/`))
  const seconds = visits.map(({ usable_s }) => usable_s).toSorted((a, b) => a - b)
  const [first] = visits
  const kB = first ? first.bytes / 1000 : 0
  console.log(
    JSON.stringify({
      ...{ bench: 'portal', requests: first?.requests, kB: Math.round(kB) },
      usable_s: seconds[Math.floor(RUNS / 2)],
      aims: AIMS,
      met: { kB: kB < AIMS.kB },
    }),
  )
} finally {
  kasi.kill('SIGTERM')
  while (kasi.exitCode === null && kasi.signalCode === null) await sleep(50)
  rmSync(home, { recursive: true, force: true })
}

type Visit = { bytes: number; requests: number; usable_s: number }

/** One visit with nothing kept, until the field for the phone number can be typed into. */
async function visit(url: string): Promise<Visit> {
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
    await page.goto(url, { waitUntil: 'commit', timeout: 120_000 })
    await page.getByRole('textbox').first().fill('0712 345 678', { timeout: 120_000 })
    return { bytes, requests, usable_s: Math.round((performance.now() - from) / 10) / 100 }
  } finally {
    await browser[Symbol.asyncDispose]()
  }
}

async function isReady(at: string): Promise<boolean> {
  return fetch(`${at}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  )
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
