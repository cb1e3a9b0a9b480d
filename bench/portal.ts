/**
 * Bytes and requests of the portal of subscribers, and seconds until one can type a number (`typing_s`) and send it (`whole_s`), on a phone with a slow 3G line and nothing kept.
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
  const typing: Visit[] = []
  const whole: Visit[] = []
  for (let n = 0; n < RUNS; n++) {
    typing.push(
      await slowVisit(`${at}/portal/`, (page, timeout) =>
        page.getByRole('textbox').first().fill('0712 345 678', { timeout }),
      ),
    )
    whole.push(
      await slowVisit(`${at}/portal/`, (page, timeout) =>
        page.getByRole('button', { name: 'Send me a code' }).click({ trial: true, timeout }),
      ),
    )
  }
  const { usable_s: whole_s, ...said } = inShort(whole)
  const { usable_s: typing_s } = inShort(typing)
  const met = { kB: said.kB < AIMS.kB }
  console.log(JSON.stringify({ bench: 'portal', ...said, typing_s, whole_s, aims: AIMS, met }))
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
