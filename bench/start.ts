/**
 * From the second `npm start` to ready, and the memory of the idle tree with PostgreSQL, next to a bare Fastify on the
 * same PostgreSQL. Ready is the first 200 of /readyz as somebody outside sees it.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const ROOT = resolve(import.meta.dirname, '..')
const RUNS = 5
const IDLE_s = 20

type Measured = {
  first_ms: number
  second_ms: number
  slowest_ms: number
  stop_ms: number
  memory: Memory
}
type Memory = { pss_MB: number; rss_MB: number; processes: { name: string; pss_MB: number }[] }

const kasi = await measure((home, port) =>
  spawn('npm', ['start'], {
    cwd: ROOT,
    stdio: 'ignore',
    env: {
      ...process.env,
      KASI_HOME: home,
      KASI_HTTP_PORT: String(port),
      KASI_RADIUS_AUTH_PORT: '0',
      KASI_RADIUS_ACCT_PORT: '0',
    },
  }),
)
const bare = await measure((home, port) =>
  spawn(process.execPath, [join(import.meta.dirname, 'peers/bare-start.ts'), home, String(port)], {
    cwd: ROOT,
    stdio: 'ignore',
  }),
)
console.log(
  JSON.stringify({
    bench: 'start',
    ...kasi,
    aims: { second_ms: 5_000, pss_MB: 400 },
    met: { second_ms: kasi.second_ms < 5_000, pss_MB: kasi.memory.pss_MB < 400 },
    peer: { name: 'bare Fastify with the same embedded PostgreSQL, without npm', ...bare },
    ratios: {
      second_ms: rounded(kasi.second_ms / bare.second_ms, 2),
      pss_MB: rounded(kasi.memory.pss_MB / bare.memory.pss_MB, 2),
    },
  }),
)

type Launch = (home: string, port: number) => ChildProcess

async function measure(launch: Launch): Promise<Measured> {
  const home = mkdtempSync(join(tmpdir(), 'kasi-bench-start-'))
  const port = await freePort()
  try {
    const first = await startOnce(launch, home, port)
    await first.stop()
    const starts: number[] = []
    const stops: number[] = []
    for (let n = 0; n < RUNS; n++) {
      const run = await startOnce(launch, home, port)
      starts.push(run.took_ms)
      stops.push(await run.stop())
    }
    const idle = await startOnce(launch, home, port)
    await sleep(IDLE_s * 1_000)
    const memory = memoryOf(idle.pid)
    await idle.stop()
    return {
      first_ms: rounded(first.took_ms, 0),
      second_ms: rounded(median(starts), 0),
      slowest_ms: rounded(Math.max(...starts), 0),
      stop_ms: rounded(median(stops), 0),
      memory,
    }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** From the command to the first 200 of /readyz, as somebody outside sees it. */
async function startOnce(launch: Launch, home: string, port: number) {
  const from = performance.now()
  const child = launch(home, port)
  for (const until = from + 600_000; !(await isReady(port)); await sleep(10)) {
    if (child.exitCode !== null || performance.now() > until)
      throw new Error(
        `it did not become ready on port ${port} (exit code ${child.exitCode ?? 'none'})`,
      )
  }
  const took_ms = performance.now() - from
  const stop = async () => {
    const stopFrom = performance.now()
    // npm may be gone before Kasi is: a stop is over when nothing of the tree is left.
    const pids = tree(child.pid ?? 0)
    child.kill('SIGTERM')
    while (pids.some(isRunning)) await sleep(5)
    return performance.now() - stopFrom
  }
  return { pid: child.pid ?? 0, took_ms, stop }
}

async function isReady(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`)
    return answer.status === 200
  } catch {
    return false
  }
}

/**
 * Memory of a process and all below it. PSS counts a page that n processes share as 1/n in each, so its sum is what the
 * tree really takes; RSS counts it in full each time, so PostgreSQL's shared buffers appear once per connection.
 */
function memoryOf(top: number): Memory {
  const processes = tree(top).map((pid) => ({
    name: nameOf(pid),
    pss_MB: field(pid, 'Pss'),
    rss_MB: field(pid, 'Rss'),
  }))
  return {
    pss_MB: rounded(processes.reduce((sum, one) => sum + one.pss_MB, 0)),
    rss_MB: rounded(processes.reduce((sum, one) => sum + one.rss_MB, 0)),
    processes: processes
      .map(({ name, pss_MB }) => ({ name, pss_MB: rounded(pss_MB) }))
      .toSorted((a, b) => b.pss_MB - a.pss_MB),
  }
}

function tree(top: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)] as const)
  const found = [top]
  for (const pid of found)
    found.push(...parents.filter(([, parent]) => parent === pid).map(([child]) => child))
  return found
}

function isRunning(pid: number): boolean {
  const state = /^State:\s+(\w)/m.exec(read(`/proc/${pid}/status`))?.[1]
  return state !== undefined && state !== 'Z'
}

function parentOf(pid: string): number {
  return Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0)
}

function field(pid: number, name: 'Pss' | 'Rss'): number {
  const kB = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(read(`/proc/${pid}/smaps_rollup`))?.[1]
  return (Number(kB ?? 0) * 1024) / 1_000_000
}

function nameOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim().slice(0, 60)
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function freePort(): Promise<number> {
  const server = createServer()
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        resolve(address !== null && typeof address === 'object' ? address.port : 0),
      )
    })
  })
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}

function rounded(value: number, digits = 1): number {
  return Number(value.toFixed(digits))
}
