import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { homeTrouble } from '../home.ts'
import { syncDirectory } from '#platform/durable.ts'
import { Trouble } from '#platform/trouble.ts'
import type { Binaries } from './binaries.ts'
import { canReach, chooseOsUser, type OsUser } from './os-user.ts'

/** Where PostgreSQL keeps what belongs to one Kasi home. */
export type Cluster = { dir: string; dataDir: string; socketDir: string; user: OsUser }

/** What it takes to connect. Kept in a file that only its owner can read, since the passwords stand in it. */
export type Connection = { port: number; superuserPassword: string; password: string }

/** For what PostgreSQL's OS user must reach and cannot where Kasi's home is. */
export const SYSTEM_DIR = '/var/lib/kasi'

const NEEDED_TO_CREATE_MB = 200

/**
 * Prepares the directory of the cluster. Usually `<home>/postgres`; when the home lies where PostgreSQL's OS user cannot
 * go (a checkout in /root), that is a link to a directory of its own under /var/lib/kasi. Its name is random, so that
 * deleting the home still means starting afresh.
 */
export function prepareCluster(home: string, wantedUser: string | undefined): Cluster {
  const link = join(home, 'postgres')
  const user = chooseOsUser(join(link, 'data'), wantedUser)
  try {
    if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() && !existsSync(link))
      rmSync(link)
    if (!existsSync(link)) create(home, link, user)
    const dir = realpathSync(link)
    const cluster = { dir, dataDir: join(dir, 'data'), socketDir: join(dir, 'run'), user }
    if (!existsSync(cluster.dataDir)) own(dir, user)
    makeOwned(cluster.socketDir, user)
    return cluster
  } catch (cause) {
    throw homeTrouble(home, cause as NodeJS.ErrnoException)
  }
}

function create(home: string, link: string, user: OsUser) {
  makeOwned(link, user)
  if (canReach(user, link, 'write')) return
  letThrough(home)
  if (canReach(user, link, 'write')) return
  rmSync(link, { recursive: true })
  mkdirSync(SYSTEM_DIR, { recursive: true, mode: 0o755 })
  const dir = mkdtempSync(join(SYSTEM_DIR, 'postgres-'))
  own(dir, user)
  if (!canReach(user, dir, 'write')) {
    throw new Trouble(
      `PostgreSQL runs as the OS user ${user.name}, who can reach neither Kasi's home ${home} nor ${SYSTEM_DIR}.`,
      'Set KASI_HOME to a directory that this user can pass through, for example /srv/kasi.',
    )
  }
  writeFileSync(join(dir, 'home'), `${home}\n`, { mode: 0o600 })
  symlinkSync(dir, link)
}

/** Data under /var/lib/kasi whose home is no longer there. Never deleted by us: the home may be on a disk that is away. */
export function abandonedClusters(): string[] {
  if (!existsSync(SYSTEM_DIR)) return []
  return readdirSync(SYSTEM_DIR)
    .filter((name) => name.startsWith('postgres-'))
    .map((name) => join(SYSTEM_DIR, name))
    .filter((dir) => existsSync(join(dir, 'home')))
    .filter((dir) => {
      const link = join(readFileSync(join(dir, 'home'), 'utf8').trim(), 'postgres')
      return !existsSync(link) || realpathSync(link) !== dir
    })
}

/** A home that root has made for itself alone is opened as one that Kasi makes: to pass through, not to list. */
function letThrough(home: string) {
  const { uid, mode } = statSync(home)
  if (uid === process.getuid?.()) chmodSync(home, (mode & 0o7777) | 0o011)
}

function makeOwned(dir: string, user: OsUser) {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  own(dir, user)
}

function own(path: string, user: OsUser) {
  if ('uid' in user.ids) chownSync(path, user.ids.uid, user.ids.gid)
}

export function readConnection(cluster: Cluster): Connection | undefined {
  const file = join(cluster.dir, 'connection.json')
  if (!existsSync(file)) return undefined
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Connection
  } catch (cause) {
    throw new Trouble(
      `${file}, which holds the passwords of the embedded PostgreSQL, cannot be read: ${(cause as Error).message}`,
      'Start Kasi as the OS user who started it first, or put that file back from a copy.',
      { cause },
    )
  }
}

export function writeConnection(cluster: Cluster, connection: Connection) {
  const file = join(cluster.dir, 'connection.json')
  // It is written at each start: half of it after a power cut would lock us out of our own data.
  const text = `${JSON.stringify(connection, null, 2)}\n`
  writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true })
  own(`${file}.new`, cluster.user)
  renameSync(`${file}.new`, file)
  syncDirectory(cluster.dir)
}

export function newPassword(): string {
  return randomBytes(24).toString('base64url')
}

/** Refuses data that this PostgreSQL cannot read, before PostgreSQL is asked to try. */
export function checkVersion(cluster: Cluster, binaries: Binaries) {
  const file = join(cluster.dataDir, 'PG_VERSION')
  const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : 'no version at all'
  if (found === binaries.major) return
  throw new Trouble(
    `The data in ${cluster.dataDir} were made by PostgreSQL ${found}; this Kasi brings PostgreSQL ${binaries.major}.`,
    'Make a backup with the Kasi that made them (kasi backup FILE), move the directory aside, and restore the backup with this one.',
  )
}

/**
 * Makes an empty cluster. It grows under another name and is renamed when whole: a start cut short by a power failure
 * leaves nothing that looks like data. Text sorts by code point in every place alike (the builtin C.UTF-8 provider), so
 * an upgrade of the system's libraries can never corrupt an index.
 */
export function initialise(
  cluster: Cluster,
  binaries: Binaries,
  superuserPassword: string,
  scratch: boolean,
) {
  const { bavail, bsize } = statfsSync(cluster.dir)
  const free_MB = Math.floor((bavail * bsize) / 1_000_000)
  if (free_MB < NEEDED_TO_CREATE_MB) {
    throw new Trouble(
      `Only ${free_MB} MB are free on the disk of ${cluster.dir}; an empty PostgreSQL needs ${NEEDED_TO_CREATE_MB} MB.`,
      `Free some space (df -h ${cluster.dir}), or set KASI_HOME to a directory on another disk.`,
    )
  }
  const growing = join(cluster.dir, 'data.new')
  const passwordFile = join(cluster.dir, 'password.new')
  rmSync(growing, { recursive: true, force: true })
  writeFileSync(passwordFile, `${superuserPassword}\n`, { mode: 0o600 })
  own(passwordFile, cluster.user)
  try {
    const made = spawnSync(
      join(binaries.dir, 'bin/initdb'),
      [
        `--pgdata=${growing}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        ...(scratch ? ['--no-sync'] : []),
      ],
      { ...cluster.user.ids, cwd: '/', env: postgresEnv(), encoding: 'utf8' },
    )
    if (made.status !== 0)
      throw refusedToInitialise(dirname(growing), made.error?.message ?? made.stderr)
    renameSync(growing, cluster.dataDir)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(growing, { recursive: true, force: true })
  }
}

/** PostgreSQL speaks English in its log, whatever the language of the machine, and gets none of our secrets. */
export function postgresEnv(): NodeJS.ProcessEnv {
  return { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
}

function refusedToInitialise(dir: string, said: string): Trouble {
  if (/No space left on device|Disk quota exceeded/.test(said))
    return homeTrouble(dir, Object.assign(new Error(said), { code: 'ENOSPC' }))
  return new Trouble(
    `PostgreSQL could not make its data in ${dir}: ${said.trim()}`,
    'Look at that directory and start again; nothing was left there.',
  )
}
