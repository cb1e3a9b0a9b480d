import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { homeTrouble, prepareHome } from './home.ts'
import { type Holder, type HomeLock, takeHome } from './home-lock.ts'
import { findBinaries } from './postgres/binaries.ts'
import {
  checkVersion,
  type Cluster,
  type Connection,
  initialise,
  newPassword,
  prepareCluster,
  readConnection,
  SYSTEM_DIR,
  writeConnection,
} from './postgres/cluster.ts'
import {
  dropPidFile,
  forgetSockets,
  portInUse,
  type Postmaster,
  startPostmaster,
} from './postgres/postmaster.ts'
import { endEarlierRun, processesIn, readPidFile } from './postgres/processes.ts'
import { fitsSocketPath, settingsFor } from './postgres/settings.ts'
import { Trouble } from '#platform/trouble.ts'

export type EmbeddedPostgres = {
  url: string
  port: number
  /** Set when another process runs this home's PostgreSQL and we only borrow it. */
  borrowedFrom?: Holder
  stop(): Promise<void>
}

export type Options = {
  /** Kasi's home; the data live in `<home>/postgres`, the log in `<home>/log/postgres.log`. */
  home: string
  port?: number
  log?: (line: string) => void
  env?: NodeJS.ProcessEnv
  /** Nothing in it needs to survive a power cut: faster, for tests. */
  scratch?: boolean
  /** The home's lock, when the caller took it already. */
  lock?: HomeLock
}

/**
 * Starts the PostgreSQL that Kasi brings along, with a role and a database named `kasi`, and keeps it running until
 * `stop`. Where another Kasi process already runs the one of this home, that one is borrowed instead.
 */
export async function startPostgres(options: Options): Promise<EmbeddedPostgres> {
  const env = options.env ?? process.env
  const home = prepareHome(options.home)
  const lock = options.lock ?? (await takeHome(home, 'PostgreSQL'))
  if ('heldBy' in lock) return borrow(home, env, lock.heldBy)
  try {
    const running = await startOwn(home, env, options)
    const stop = async () => {
      await running.stop()
      if (!options.lock) await lock.release()
    }
    return { url: running.url, port: running.port, stop }
  } catch (error) {
    if (!options.lock) await lock.release()
    throw isFromFileSystem(error) ? homeTrouble(home, error) : error
  }
}

function isFromFileSystem(error: unknown): error is NodeJS.ErrnoException {
  const { code } = error as NodeJS.ErrnoException
  return ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM'].includes(code ?? '')
}

async function startOwn(
  home: string,
  env: NodeJS.ProcessEnv,
  options: Options,
): Promise<EmbeddedPostgres> {
  const cluster = prepareCluster(home, env.KASI_PG_OS_USER)
  const release = await takeData(cluster)
  try {
    return await startOn(cluster, { home, env, options, release })
  } catch (error) {
    await release()
    throw error
  }
}

type Own = { home: string; env: NodeJS.ProcessEnv; options: Options; release: () => Promise<void> }

async function startOn(
  cluster: Cluster,
  { home, env, options, release }: Own,
): Promise<EmbeddedPostgres> {
  const say = options.log ?? (() => undefined)
  const scratch = options.scratch ?? false
  const binaries = findBinaries(cluster.user, SYSTEM_DIR)
  const connection = await prepareData(cluster, binaries, scratch, wantedPort(options.port, env))
  await endEarlierRun(cluster.dataDir, () => dropPidFile(cluster))
  const settings = settingsFor({
    env,
    memory_bytes: Math.min(totalmem(), process.constrainedMemory() || Infinity),
    port: connection.port,
    socketDir: cluster.socketDir,
    scratch,
  })
  forgetSockets(cluster)
  const start = () =>
    startPostmaster(cluster, binaries, settings, join(home, 'log/postgres.log'), say)
  const postmaster = await start()
  try {
    await ensureDatabase(cluster, connection)
  } catch (error) {
    await postmaster.stop()
    throw error
  }
  const stop = keepRunning(postmaster, start, say)
  return {
    url: urlOf(cluster, connection, 'kasi', connection.password),
    port: connection.port,
    stop: () => stop().then(release),
  }
}

/** A copied home may link to the data of the one that it was copied from: two must never work on the same data. */
async function takeData(cluster: Cluster): Promise<() => Promise<void>> {
  const lock = await takeHome(cluster.dir, 'PostgreSQL')
  if (!('heldBy' in lock)) return () => lock.release()
  throw new Trouble(
    `The data in ${cluster.dir} are in use by process ${lock.heldBy.pid}, which has another home: this one seems to be a copy of it.`,
    'Remove the link `postgres` in this home to start with empty data, and bring the data over with kasi backup and kasi restore.',
  )
}

async function prepareData(
  cluster: Cluster,
  binaries: Parameters<typeof checkVersion>[1],
  scratch: boolean,
  wanted: number | undefined,
) {
  const known = readConnection(cluster)
  const hasData = existsSync(cluster.dataDir)
  if (hasData) checkVersion(cluster, binaries)
  if (hasData && !known) {
    throw new Trouble(
      `The data in ${cluster.dataDir} are there, but connection.json with their passwords is missing beside them.`,
      'Put that file back from a copy, or move the directory aside to start with an empty Kasi.',
    )
  }
  const connection: Connection = {
    superuserPassword: known?.superuserPassword ?? newPassword(),
    password: known?.password ?? newPassword(),
    port: await choosePort(wanted, known?.port),
  }
  writeConnection(cluster, connection)
  if (!hasData) initialise(cluster, binaries, connection.superuserPassword, scratch)
  return connection
}

function wantedPort(option: number | undefined, env: NodeJS.ProcessEnv): number | undefined {
  if (option !== undefined) return option
  const text = env.KASI_PG_PORT
  if (text === undefined || text === '' || text === '0') return undefined
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Trouble(
    `KASI_PG_PORT is "${text}", which is not a port.`,
    'Set it to a whole number from 1 to 65535, or leave it unset and Kasi takes a free one.',
  )
}

/** The wanted port or a clear no; else the one of last time, so that a noted-down address stays right; else a free one. */
async function choosePort(wanted: number | undefined, last: number | undefined): Promise<number> {
  if (wanted !== undefined) {
    if ((await listenOn(wanted)) === undefined) throw portInUse(wanted)
    return wanted
  }
  return (last !== undefined ? await listenOn(last) : undefined) ?? ((await listenOn(0)) as number)
}

function listenOn(port: number): Promise<number | undefined> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        resolve(address !== null && typeof address === 'object' ? address.port : undefined),
      )
    })
  })
}

/** Kasi works as a role without special powers, as it would on anyone's PostgreSQL, and owns its database. */
async function ensureDatabase(cluster: Cluster, connection: Connection) {
  const kasi = new pg.Client(urlOf(cluster, connection, 'kasi', connection.password))
  try {
    await kasi.connect()
    return
  } catch (error) {
    const missing = ['28P01', '28000', '3D000'].includes((error as pg.DatabaseError).code ?? '')
    if (!missing) throw error
  } finally {
    await kasi.end()
  }
  const superuser = new pg.Client(
    urlOf(cluster, connection, 'postgres', connection.superuserPassword, 'postgres'),
  )
  await superuser.connect()
  try {
    const { rowCount } = await superuser.query("select from pg_roles where rolname = 'kasi'")
    await superuser.query(
      `${rowCount ? 'alter' : 'create'} role kasi login createdb password '${connection.password}'`,
    )
    const found = await superuser.query("select from pg_database where datname = 'kasi'")
    if (!found.rowCount) await superuser.query('create database kasi owner kasi')
  } finally {
    await superuser.end()
  }
}

/**
 * By the socket in the cluster's own directory, as PostgreSQL's libraries write it: three quarters of what a question
 * costs both sides over TCP. Where its path is too long for the kernel there is only TCP.
 */
function urlOf(
  { socketDir }: Cluster,
  { port }: Connection,
  user: string,
  password: string,
  database = 'kasi',
): string {
  const url = `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
  return fitsSocketPath(socketDir)
    ? `${url}?${new URLSearchParams({ host: socketDir }).toString()}`
    : url
}

/** Starts PostgreSQL again should its main process be killed (out of memory, say), ever more patiently. Returns `stop`. */
function keepRunning(
  first: Postmaster,
  start: () => Promise<Postmaster>,
  say: (line: string) => void,
): () => Promise<void> {
  let stopping = false
  let current: Promise<Postmaster | undefined> = Promise.resolve(first)
  const watch = async (postmaster: Postmaster) => {
    const why = await postmaster.ended
    if (stopping) return
    say(`PostgreSQL ended by itself (${why}); starting it again.`)
    current = restart()
    const again = await current
    if (again) void watch(again)
  }
  const restart = async () => {
    for (let attempt = 0; !stopping; attempt++) {
      try {
        return await start()
      } catch (error) {
        say((error as Error).message)
        await sleep(Math.min(30_000, 500 * 2 ** attempt), undefined, { ref: false })
      }
    }
    return undefined
  }
  void watch(first)
  return async () => {
    stopping = true
    await (await current)?.stop()
  }
}

/** Waits for the PostgreSQL that another process of this home has started or is just starting. */
async function borrow(
  home: string,
  env: NodeJS.ProcessEnv,
  heldBy: Holder,
): Promise<EmbeddedPostgres> {
  const cluster = prepareCluster(home, env.KASI_PG_OS_USER)
  const until = performance.now() + 60_000
  while (performance.now() < until) {
    const connection = readConnection(cluster)
    const running = readPidFile(cluster.dataDir)
    if (connection && running?.ready && processesIn(cluster.dataDir).includes(running.pid)) {
      const url = urlOf(cluster, connection, 'kasi', connection.password)
      return { url, port: connection.port, borrowedFrom: heldBy, stop: () => Promise.resolve() }
    }
    await sleep(50)
  }
  throw new Trouble(
    `Process ${heldBy.pid} (${heldBy.doing}) holds Kasi's home ${home}, but its PostgreSQL did not become ready within a minute.`,
    `Look at it (ps -fp ${heldBy.pid}) and at ${join(home, 'log/postgres.log')}, or set KASI_HOME to another directory.`,
  )
}
