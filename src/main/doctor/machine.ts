import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Config } from '#platform/config.ts'
import { findKeys } from '#platform/keys.ts'
import { isInNetworks } from '#platform/networks.ts'
import { ROOT } from '#platform/root.ts'
import { clamd } from '#platform/scanner.ts'
import { Trouble } from '#platform/trouble.ts'
import { readDemo } from '../demo/record.ts'
import { portsOf, whyNot } from '../ports.ts'
import { abandonedClusters } from '../postgres/cluster.ts'
import { ROLES } from '../roles.ts'
import { spoolPlace } from '../spool-place.ts'
import { bad, type Finding, good, worrying } from './check.ts'

const WORRYING_BELOW_GB = 2
const BAD_BELOW_GB = 0.3
const SCANNER_MS = 5_000
/** RFC 1918, 4193 and 6598, and this machine. */
const PRIVATE = [
  ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '127.0.0.0/8'],
  ...['fc00::/7', '::1'],
]

export function checkHome(config: Config): Finding {
  const place = nearestExisting(config.home)
  if (!statSync(place).isDirectory()) {
    return bad('home', `${place} is a file.`, 'Move it away, or set KASI_HOME to a directory.')
  }
  try {
    accessSync(place, constants.W_OK | constants.X_OK)
    return good(
      'home',
      place === config.home ? config.home : `${config.home}, made at the first start`,
    )
  } catch {
    return bad(
      'home',
      `Kasi may not write to ${place}.`,
      'Give it to the OS user who runs Kasi (chown), or set KASI_HOME to another directory.',
    )
  }
}

export function checkDisk(config: Config): Finding {
  const place = nearestExisting(config.home)
  const { bavail, bsize } = statfsSync(place)
  const free_GB = (bavail * bsize) / 1e9
  const said = `${free_GB.toFixed(1)} GB free where ${place} is`
  const todo = `Free some space (df -h ${place}), or set KASI_HOME to a directory on another disk.`
  if (free_GB < BAD_BELOW_GB) return bad('disk', `${said}.`, todo)
  return free_GB < WORRYING_BELOW_GB ? worrying('disk', `${said}.`, todo) : good('disk', said)
}

export function checkKeys(config: Config): Finding {
  try {
    const keys = findKeys(config)
    if (keys)
      return good(
        'keys',
        `${keys.ids.length} in ${keys.source}, current ${keys.current}. Is there a copy in another place?`,
      )
    if (config.env === 'production') {
      return bad(
        'keys',
        `There are none: ${config.keys.file} does not exist and KASI_KEYS is not set.`,
        'A new Kasi gets them with `kasi keys create`; for an existing one put back the copy that you keep elsewhere.',
      )
    }
    return good('keys', `made at the first start, in ${config.keys.file}`)
  } catch (error) {
    if (error instanceof Trouble) return bad('keys', error.message, error.todo)
    throw error
  }
}

/** Accounting that routers were told is stored, and that the database does not have. */
export function checkSpool(config: Config): Finding[] {
  const { root, aside } = spoolPlace(config)
  const refused = filesIn(aside)
  if (refused.length > 0)
    return [
      worrying(
        'spool',
        `The database refused ${refused.length} pieces of accounting, which lie in ${aside}.`,
        'The log says why. Keep the files until what they count is settled; then remove them.',
      ),
    ]
  const waiting_MB = filesIn(root).reduce((sum, file) => sum + statSync(file).size, 0) / 1e6
  if (waiting_MB === 0) return []
  return [
    worrying(
      'spool',
      `${waiting_MB.toFixed(1)} MB of accounting wait in ${root} for the database.`,
      'A Kasi with the role radius and this KASI_HOME stores them once it reaches the database: see that one runs.',
    ),
  ]
}

/** Whoever looks at uploaded files: while nobody answers there, no file is taken. */
export async function checkScanner({
  scanner: { at },
}: Pick<Config, 'scanner'>): Promise<Finding[]> {
  if (!at) return []
  const where = at.protocol === 'unix:' ? at.pathname : at.host
  try {
    await clamd(at, SCANNER_MS).ping()
    return [good('scanner', `clamd answers at ${where}`)]
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return [
      worrying(
        'scanner',
        `clamd at ${where} does not answer (${why}), so no uploaded file is taken.`,
        'Start it (systemctl start clamav-daemon), let the OS user of Kasi reach it, or correct KASI_CLAMD.',
      ),
    ]
  }
}

/** The simulated outside of a demo, where something of it could not be put up. */
export function checkDemo({ home }: Config): Finding[] {
  const away = readDemo(home)?.away ?? []
  if (away.length === 0) return []
  return [
    worrying(
      'demo',
      `Of the demo in ${home} stayed away at its last start: ${away.join('; ')}.`,
      'End the program that has the port, or make a new demo, which takes free ones: kasi demo reset',
    ),
  ]
}

function filesIn(dir: string): string[] {
  if (!existsSync(dir)) return []
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
}

/** Data that live apart from their home (see prepareCluster) outlive it when it is deleted. */
export function checkAbandoned(): Finding[] {
  const dirs = abandonedClusters()
  if (dirs.length === 0) return []
  return [
    worrying(
      'left over',
      `${dirs.length} PostgreSQL data directories belong to homes that are gone: ${dirs.slice(0, 3).join(', ')}${dirs.length > 3 ? ', …' : ''}`,
      `If nobody needs them any more: rm -r ${dirs.slice(0, 3).join(' ')}`,
    ),
  ]
}

/** Ports that a running Kasi of ours holds are as they should be; where the database is elsewhere, nobody here can say whether one runs. */
export async function checkPorts(
  config: Config,
  isRunning: boolean | 'unknown',
): Promise<Finding[]> {
  return Promise.all(
    portsOf(config, ROLES).map(async (port) => {
      const what = `port ${port.port}`
      const why = port.port === 0 ? undefined : await whyNot(port)
      if (why === undefined) return good(what, `free for ${port.what} on ${port.host}`)
      if (isRunning === true) return good(what, `${port.what}, in use while Kasi runs here`)
      const said = `${port.host}:${port.port}, meant for ${port.what}, ${why}.`
      const todo = `End that program (ss -lnp 'sport = :${port.port}'), or set ${port.setting}.`
      return isRunning === 'unknown'
        ? worrying(what, said, `All is well where that is Kasi itself. ${todo}`)
        : bad(what, said, todo)
    }),
  )
}

/** RADIUS without TLS is for a network that nobody else listens on (RFC 6613 §2.1). */
export function checkPlainTcp({ radius: { host, tcpPort } }: Config): Finding[] {
  if (tcpPort === undefined) return []
  const what = 'plain tcp'
  if (isInNetworks(host, PRIVATE))
    return [good(what, `RADIUS over TCP on ${host}, a private address`)]
  return [
    worrying(
      what,
      `RADIUS over TCP listens on ${host}:${tcpPort} without TLS.`,
      'Let a firewall keep it to your own network, set KASI_RADIUS_HOST to an address there, or use RadSec (KASI_RADSEC_PORT).',
    ),
  ]
}

export function checkWeb(): Finding {
  const built = join(ROOT, 'dist/web/index.html')
  if (existsSync(built)) return good('web', 'built')
  return worrying('web', 'The web is not built, so only the API is served.', 'Run: npm run build')
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(join(path)))
}
