import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createClient } from '#kernel/client.ts'
import type { Client } from '#kernel/client.ts'
import { must } from '#kernel/assert.ts'
import { signIn } from '#modules/staff/contract.ts'
import { readDemo } from '#main/demo/record.ts'
import { PASSWORD } from '#main/demo/savanna.ts'
import { giveCode } from '#main/demo/staff.ts'
import { wallClock } from '#platform/clock.ts'
import { freePort as aFreePort } from './testing/free-port.ts'

const ROOT = resolve(import.meta.dirname, '..')

/** A Kasi in processes of its own, as `npm start` makes it. */
export type Kasi = {
  readonly url: string
  /** Resolves once it says that it is ready; rejects with what it said when it ends before. */
  readonly ready: Promise<void>
  /** How it ended. */
  readonly ended: Promise<{ code: number | null; said: string }>
  said(): string
  waitFor(words: string): Promise<void>
  /** SIGKILL to every process of the tree at once, PostgreSQL included, as when the power goes. */
  kill9(): Promise<void>
  stop(): Promise<void>
} & AsyncDisposable

/** Without the web, unless it is asked for: making it takes longer than most tests. */
export function startKasi(
  env: { KASI_HOME: string; KASI_HTTP_PORT: string } & Env,
  { web = false } = {},
): Kasi {
  const child = spawn(
    process.execPath,
    [join(ROOT, 'bin/start.mjs'), ...(web ? [] : ['--no-web'])],
    {
      cwd: ROOT,
      env: {
        ...{ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', NO_COLOR: '1' },
        ...{ KASI_RADIUS_AUTH_PORT: '0', KASI_RADIUS_ACCT_PORT: '0', ...env },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += String(chunk)
      for (const listener of listeners) listener()
    })
  }
  const ended = new Promise<{ code: number | null; said: string }>((done) =>
    child.once('close', (code) => done({ code, said: output })),
  )
  const waitFor = (words: string) =>
    new Promise<void>((done, fail) => {
      const look = () => {
        if (!output.includes(words)) return
        listeners.delete(look)
        done()
      }
      listeners.add(look)
      look()
      void ended.then(({ said }) =>
        fail(new Error(`Kasi ended before it said "${words}":\n${said}`)),
      )
    })
  const ready = waitFor('is ready after')
  ready.catch(() => undefined) // A test that expects it to fail waits for `ended`.
  const kill9 = async () => {
    for (const pid of treeOf(child)) kill(pid, 'SIGKILL')
    await ended
  }
  return {
    ...{ url: `http://127.0.0.1:${env.KASI_HTTP_PORT}`, ready, ended, waitFor },
    said: () => output,
    kill9,
    // A test that failed half way leaves nothing running.
    [Symbol.asyncDispose]: kill9,
    stop: async () => {
      kill(child.pid ?? 0, 'SIGTERM')
      await ended
    },
  }
}

/** One command of `kasi`, run to its end. */
export function runKasi(args: string[], env: Env): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'bin/kasi.mjs'), ...args],
    { cwd: ROOT, env: { PATH: process.env.PATH ?? '', ...env }, encoding: 'utf8' },
  )
  return { code: status, said: stdout + stderr }
}

type Env = Readonly<Record<string, string>>

function treeOf(child: ChildProcess): number[] {
  const pids = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(pids)]
  return child.pid === undefined ? [] : pids(child.pid)
}

function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    return text.split(' ').filter(Boolean).map(Number)
  } catch {
    return [] // It has just ended.
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended already.
  }
}

/** A home that is gone after the test. */
export function scratchHome(): { home: string } & Disposable {
  const home = mkdtempSync(join(tmpdir(), 'kasi-journey-'))
  return { home, [Symbol.dispose]: () => rmSync(home, { recursive: true, force: true }) }
}

export async function freePort(): Promise<string> {
  return String(await aFreePort())
}

/** The demo's owner, who may do everything; of a demo that was just made, the code of the moment is used already. */
export async function demoOwner(url: string, home: string): Promise<Someone> {
  const [owner] = readDemo(home)?.staff ?? []
  const someone = await demoMember(url, owner?.email ?? '')
  await giveCode(someone, wallClock, must(owner?.totpSecret, 'the demo keeps it'))
  return someone
}

type Someone = Client & { cookies(): string }

/** A demo's member of staff over a real socket, with what their browser would send along. */
export async function demoMember(url: string, email: string): Promise<Someone> {
  const jar = new Map<string, string>()
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const client = createClient({
    baseUrl: url,
    tries: 1,
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers)
      headers.set('sec-fetch-site', 'same-origin')
      if (jar.size > 0) headers.set('cookie', cookies())
      const response = await fetch(input, { ...init, headers })
      for (const one of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? []
        if (/max-age=0/i.test(one)) jar.delete(name)
        else jar.set(name, value)
      }
      return response
    },
  })
  await client.call(signIn, { email, password: PASSWORD })
  return { ...client, cookies }
}
