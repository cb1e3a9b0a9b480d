// The server in few files, made of its many: it starts three times as fast and takes a third less memory. What is made is
// only ever run while everything that it was made of is as it was; else, and where it cannot be made, the sources run.
import { spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'

/** What can be run from it: the files of src/main whose names these are. */
const ENTRIES = ['cli', 'start']
/** A Kasi that runs loads some of its parts when they are first wanted, so what it was started from is left there. */
const KEPT = 3

/** The file to run for `entry`, as `src/main/cli.ts`: what was made of it, or itself. */
export function toRun(root, entry) {
  const name = basename(entry, '.ts')
  if (!entry.startsWith('src/main/') || !ENTRIES.includes(name)) return join(root, entry)
  const made = readMade(root)
  if (!made || !isOfTheseSources(root, made)) return join(root, entry)
  const file = join(root, 'dist', made.dir, `${name}.js`)
  return existsSync(file) ? file : join(root, entry)
}

/** Makes it unless it is there. Where it cannot be, a line says why, and the sources run as well. */
export async function ensureServerIsBuilt(root, node, say) {
  if (!existsSync(join(root, 'node_modules/rolldown'))) return
  const last = readMade(root)
  if (last && isOfTheseSources(root, last)) return
  const dir = `server-${randomUUID()}`
  const made = join(root, 'dist', dir)
  const list = `${made}.json`
  try {
    mkdirSync(made, { recursive: true })
    const began_ms = statSync(made).mtimeMs
    const inputs = await build(root, node, dir)
    const sources = inputs.map((path) => describe(root, path))
    writeFileSync(list, JSON.stringify({ dir, sources }))
    // Described as it is now, a source that was changed meanwhile would pass for what was read. Times to come are nobody's.
    const ended_ms = statSync(list).mtimeMs
    if (sources.some(({ mtime_ms }) => mtime_ms >= began_ms && mtime_ms <= ended_ms))
      throw new Error('a source was changed while they were read')
    // By one rename, so that two who build at once, or one that is killed, leave nothing half.
    renameSync(list, listOf(root))
    prune(root, dir)
  } catch (error) {
    // Of a full disk, or each time that it fails, no more is left than there was.
    for (const each of [made, list]) rmSync(each, { recursive: true, force: true })
    say(`Running from the sources, which starts slower: ${error.message}`)
  }
}

function listOf(root) {
  return join(root, 'dist/server.json')
}

function readMade(root) {
  try {
    return JSON.parse(readFileSync(listOf(root), 'utf8'))
  } catch {
    return undefined // It was not made here yet.
  }
}

/** By their times and sizes, and where those are others (a copy, another branch and back), by what is in them. */
function isOfTheseSources(root, { sources }) {
  return sources.every(({ path, size, mtime_ms, sha256 }) => {
    const found = statSync(join(root, path), { throwIfNoEntry: false })
    if (found?.size !== size) return false
    return found.mtimeMs === mtime_ms || hash(join(root, path)) === sha256
  })
}

function describe(root, path) {
  const { size, mtimeMs } = statSync(join(root, path))
  return { path, size, mtime_ms: mtimeMs, sha256: hash(join(root, path)) }
}

function hash(file) {
  return createHash('sha256').update(readFileSync(file)).digest('base64url')
}

/** In a process of its own, on Node.js 26: what a build takes of memory is not kept. Gives the sources that it read. */
function build(root, node, dir) {
  return new Promise((done, fail) => {
    let [said, complained] = ['', '']
    const args = [join(root, 'bin/build-server.mjs'), join(root, 'dist', dir), ...ENTRIES]
    const child = spawn(node, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.on('data', (chunk) => (said += chunk))
    child.stderr.on('data', (chunk) => (complained += chunk))
    child.on('error', fail)
    child.on('close', (code) =>
      code === 0 ? done(JSON.parse(said)) : fail(new Error(complained.trim() || `exit ${code}`)),
    )
  })
}

function prune(root, mine) {
  const dist = join(root, 'dist')
  const older = readdirSync(dist)
    .filter((name) => /^server-[-0-9a-f]{36}(?:\.json)?$/.test(name) && name !== mine)
    .map((name) => ({
      name,
      at: statSync(join(dist, name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
    }))
    .toSorted((a, b) => b.at - a.at)
  for (const { name } of older.slice(KEPT - 1))
    rmSync(join(dist, name), { recursive: true, force: true })
}
