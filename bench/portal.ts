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
import { inShort, slowVisit, type Visit } from './web/visit.ts'

const ROOT = resolve(import.meta.dirname, '..')
const RUNS = 5
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
  for (let n = 0; n < RUNS; n++)
    visits.push(
      await slowVisit(`${at}/portal/`, (page, timeout) =>
        page.getByRole('textbox').first().fill('0712 345 678', { timeout }),
      ),
    )
  const said = inShort(visits)
  console.log(
    JSON.stringify({ bench: 'portal', ...said, aims: AIMS, met: { kB: said.kB < AIMS.kB } }),
  )
} finally {
  kasi.kill('SIGTERM')
  while (kasi.exitCode === null && kasi.signalCode === null) await sleep(50)
  rmSync(home, { recursive: true, force: true })
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
