import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { homeTrouble } from '../home.ts'
import { prepareLogFile } from '../log-file.ts'
import { Trouble } from '#platform/trouble.ts'
import type { Binaries } from './binaries.ts'
import { type Cluster, postgresEnv } from './cluster.ts'
import { readPidFile, send } from './processes.ts'

/** A running PostgreSQL. `ended` settles when its main process is gone, for whatever reason. */
export type Postmaster = { pid: number; ended: Promise<string>; stop(): Promise<void> }

/**
 * Starts PostgreSQL and waits until it accepts connections; after a crash it first replays its log, which may take a
 * while, and is never hurried. It lives in a session of its own: a Ctrl-C at the terminal reaches Kasi alone, which first
 * finishes what it is doing. Should Kasi die without a word, the kernel tells PostgreSQL to shut down (pdeathsig).
 */
export async function startPostmaster(
  cluster: Cluster,
  binaries: Binaries,
  settings: Record<string, string>,
  logFile: string,
  say: (line: string) => void,
): Promise<Postmaster> {
  const log = openLog(logFile)
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [program = '', ...args] = [
    ...withParentDeathSignal(),
    join(binaries.dir, 'bin/postgres'),
    '-D',
    cluster.dataDir,
    ...flags,
  ]
  const child = spawn(program, args, {
    ...cluster.user.ids,
    cwd: '/',
    env: postgresEnv(),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  closeSync(log.fd)
  const ended = whenEnded(child)
  const why = await waitUntilReady(cluster, child, ended, say)
  if (why !== undefined)
    throw explain(readFileSync(logFile).subarray(log.from).toString(), why, logFile, settings)
  const pid = child.pid as number
  return { pid, ended, stop: () => stopPostmaster(pid, ended) }
}

let parentDeathSignal: string[] | undefined

function withParentDeathSignal(): string[] {
  if (parentDeathSignal) return parentDeathSignal
  const command = ['/usr/bin/setpriv', '--pdeathsig', 'INT']
  const works =
    existsSync('/usr/bin/setpriv') &&
    spawnSync('/usr/bin/setpriv', [...command.slice(1), '/bin/true']).status === 0
  parentDeathSignal = works ? command : []
  return parentDeathSignal
}

function openLog(file: string): { fd: number; from: number } {
  try {
    const from = prepareLogFile(file)
    return { fd: openSync(file, 'a', 0o600), from }
  } catch (cause) {
    throw homeTrouble(dirname(file), cause as NodeJS.ErrnoException)
  }
}

function whenEnded(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) =>
      resolve(signal ? `ended by ${signal}` : `exit code ${code ?? 'unknown'}`),
    )
  })
}

async function waitUntilReady(
  cluster: Cluster,
  child: ChildProcess,
  ended: Promise<string>,
  say: (line: string) => void,
) {
  const gone = new AbortController()
  let why: string | undefined
  void ended.then((reason) => {
    why = reason
    gone.abort()
  })
  let sayAgainAt = performance.now() + 5_000
  while (why === undefined) {
    const file = readPidFile(cluster.dataDir)
    if (file?.pid === child.pid && file?.ready) return undefined
    if (performance.now() > sayAgainAt) {
      sayAgainAt += 15_000
      say(
        'PostgreSQL is replaying its log after a crash or a power cut; this can take a while and must not be interrupted.',
      )
    }
    await sleep(15, undefined, { signal: gone.signal }).catch(() => undefined)
  }
  return why
}

/** Fast shutdown: open transactions are rolled back, everything confirmed is on disk. Immediate only if that hangs. */
async function stopPostmaster(pid: number, ended: Promise<string>) {
  send(pid, 'SIGINT')
  const patience = new AbortController()
  const hung = sleep(30_000, 'hung', { signal: patience.signal, ref: false }).catch(() => 'ended')
  if ((await Promise.race([ended, hung])) === 'hung') send(pid, 'SIGQUIT')
  await ended
  patience.abort()
}

function explain(
  said: string,
  why: string,
  logFile: string,
  settings: Record<string, string>,
): Trouble {
  const dir = dirname(dirname(logFile))
  if (/No space left on device|Disk quota exceeded/.test(said))
    return homeTrouble(dir, Object.assign(new Error(said), { code: 'ENOSPC' }))
  if (/Address already in use/.test(said)) return portInUse(Number(settings.port))
  if (
    /invalid value for parameter|outside the valid range|unrecognized configuration parameter/.test(
      said,
    )
  ) {
    const line =
      said
        .split('\n')
        .find((one) => /invalid value|outside the valid range|unrecognized/.test(one)) ?? said
    return new Trouble(
      `PostgreSQL does not accept a setting: ${line.trim()}`,
      'Correct the KASI_PG_… setting of that name, or remove it.',
    )
  }
  const lines = said.trim().split('\n').slice(-5).join('\n  ')
  return new Trouble(
    `PostgreSQL did not start (${why}). Its last words:\n  ${lines}`,
    `Read ${logFile}, put it right, and start again.`,
  )
}

export function portInUse(port: number): Trouble {
  return new Trouble(
    `Port ${port} on 127.0.0.1, meant for the embedded PostgreSQL, is in use by another program.`,
    `Find it (ss -ltnp 'sport = :${port}') and end it, or set KASI_PG_PORT to another port, or leave it unset and Kasi takes a free one.`,
  )
}

/**
 * Only when no PostgreSQL works on the data: forgets the sockets of an earlier run, whose lock files name processes that
 * may by now be others, or dead ones that nobody has reaped (a container without an init).
 */
export function forgetSockets(cluster: Cluster) {
  for (const name of readdirSync(cluster.socketDir)) rmSync(join(cluster.socketDir, name))
}

/** Only for a pid file that names some other living program: see endEarlierRun. */
export function dropPidFile(cluster: Cluster) {
  rmSync(join(cluster.dataDir, 'postmaster.pid'), { force: true })
}
