import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { freePort } from '../testing/free-port.ts'

export const ROOT = resolve(import.meta.dirname, '../..')

export type Launched = {
  child: ChildProcess
  /** All that it printed so far. */
  said(): string
  /** Waits until it has printed this; fails when it ends without. */
  says(words: string): Promise<void>
  /** Waits for its end and gives its exit code; null when a signal ended it. */
  ended: Promise<number | null>
}

/** Starts a command as a person would, with an environment that knows nothing of the test run. */
export function launch(
  command: string[],
  options: { env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Launched {
  const [program = '', ...args] = command
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...options.env }
  const child = spawn(program, args, {
    cwd: options.cwd ?? ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  let isOver = false
  const waiting = new Set<() => void>()
  const look = () => waiting.forEach((one) => one())
  const hear = (chunk: unknown) => {
    text += String(chunk)
    look()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = new Promise<number | null>((done) => child.once('close', done)).finally(() => {
    isOver = true
    look()
  })
  const says = (words: string) =>
    new Promise<void>((found, fail) => {
      const one = () => {
        if (text.includes(words)) found()
        else if (isOver) fail(new Error(`it ended without saying "${words}":\n${text}`))
        else return
        waiting.delete(one)
      }
      waiting.add(one)
      one()
    })
  return { child, said: () => text, says, ended }
}

/** A directory that goes away, and settings for a Kasi of its own in it. */
export async function somewhere() {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'kasi-launch-')))
  chmodSync(dir, 0o755)
  const port = await freePort()
  const home = join(dir, 'home')
  return {
    dir,
    home,
    port,
    env: {
      ...{ KASI_HOME: home, KASI_HTTP_PORT: String(port) },
      ...{ KASI_RADIUS_AUTH_PORT: '0', KASI_RADIUS_ACCT_PORT: '0' },
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}

export async function isReady(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`)
    return answer.status === 200
  } catch {
    return false
  }
}
