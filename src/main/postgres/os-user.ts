import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { Trouble } from '#platform/trouble.ts'

/** Who PostgreSQL's processes run as. `ids` is empty when that is simply us. */
export type OsUser = { name: string; ids: { uid: number; gid: number } | Record<string, never> }

const CANDIDATES = ['postgres', 'kasi', 'nobody', 'daemon']

/**
 * PostgreSQL refuses to run as root. Started as root, its processes therefore take an unprivileged OS user: the owner of
 * data that exist already, else the first candidate that this machine knows. The user must be listed in /etc/passwd,
 * because initdb looks its own name up.
 */
export function chooseOsUser(
  dataDir: string,
  wanted: string | undefined,
  passwd = '/etc/passwd',
): OsUser {
  if (process.getuid?.() !== 0) return { name: 'you', ids: {} }
  const known = readPasswd(passwd)
  const owner = ownerOf(dataDir)
  const named = (name: string) => known.find((user) => user.name === name && user.uid !== 0)
  const user =
    (owner === undefined ? undefined : known.find((one) => one.uid === owner && one.uid !== 0)) ??
    (wanted === undefined ? undefined : named(wanted)) ??
    CANDIDATES.map(named).find((one) => one !== undefined)
  if (wanted !== undefined && !named(wanted)) {
    throw new Trouble(
      `KASI_PG_OS_USER names the OS user "${wanted}", who is not in /etc/passwd or is root.`,
      'Name an unprivileged user of this machine, or leave KASI_PG_OS_USER unset and Kasi chooses one.',
    )
  }
  if (!user) {
    throw new Trouble(
      `PostgreSQL refuses to run as root, and /etc/passwd lists none of the unprivileged users ${CANDIDATES.join(', ')}.`,
      'Add one (useradd --system kasi), or start Kasi as an ordinary user, or set DATABASE_URL to use another PostgreSQL.',
    )
  }
  return { name: user.name, ids: { uid: user.uid, gid: user.gid } }
}

/** Whether that OS user can get at a path: asked of the kernel by trying, since modes, ACLs and mounts all have a say. */
export function canReach(user: OsUser, path: string, how: 'read' | 'write'): boolean {
  const test = how === 'read' ? 'test -r "$0" && test -x "$0"' : 'test -w "$0" && test -x "$0"'
  return (
    spawnSync('/bin/sh', ['-c', test, path], { ...user.ids, cwd: '/', stdio: 'ignore' }).status ===
    0
  )
}

function ownerOf(path: string): number | undefined {
  const uid = statSync(path, { throwIfNoEntry: false })?.uid
  return uid === 0 ? undefined : uid
}

function readPasswd(file: string): { name: string; uid: number; gid: number }[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
}
