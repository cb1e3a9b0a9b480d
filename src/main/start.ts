import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, parseConfig } from '#platform/config.ts'
import { createLog, linesTo } from '#platform/log.ts'
import { migrate } from '#platform/migrate.ts'
import { Trouble } from '#platform/trouble.ts'
import { tellSetUp } from './tell-set-up.ts'
import { showBanner } from './banner.ts'
import { openBuilding } from './building.ts'
import { makeDemo, tellDemo } from './demo.ts'
import { openTown } from './demo/town.ts'
import { startPostgres } from './embedded-postgres.ts'
import { prepareHome } from './home.ts'
import { type HomeLock, takeHome } from './home-lock.ts'
import { prepareLogFile } from './log-file.ts'
import { portsOf, whyNot } from './ports.ts'
import { ROLES } from './roles.ts'
import { tellTrouble } from './tell-trouble.ts'
import { untilToldToStop } from './until-told.ts'
import { ensureWebIsBuilt } from './web-build.ts'

/** How the lock of the home is held by `npm start`; whoever else holds it is a command that will soon be done. */
const DOING = 'npm start'
const WAIT_FOR_OTHERS_ms = 60_000

try {
  await start()
} catch (error) {
  tellTrouble(error)
  process.exitCode = 1
}
// Whatever a library left open, all of ours is closed.
process.exit()

/** `npm start`: all of Kasi in one process, with the PostgreSQL that it brings along unless DATABASE_URL names another. */
async function start() {
  const from = performance.now()
  const { values: options } = parseOptions()
  const config = parseConfig(process.env)
  const home = prepareHome(config.home)
  const told = untilToldToStop()
  const lock = await takeHomeOrSay(home, config)
  const standing: Stop[] = [() => lock.release()]
  try {
    const put = putUp({ config, home, lock, standing, buildWeb: !options['no-web'], from })
    // Told to stop while starting: what stands by then is taken down, and PostgreSQL ends with us in any case.
    await Promise.race([put, told])
    const why = await told
    lock.stopping()
    console.log(`\nStopping (${why}) …`)
  } finally {
    for (const stop of standing.toReversed()) await stop()
  }
  console.log('Stopped. Everything is kept.')
}

type Stop = () => Promise<void>
type Start = {
  config: Config
  home: string
  lock: HomeLock
  standing: Stop[]
  buildWeb: boolean
  from: number
}

async function putUp({ config, home, lock, standing, buildWeb, from }: Start) {
  await refuseBusyPorts(config)
  const web = buildWeb ? ensureWebIsBuilt(say) : Promise.resolve()
  web.catch(() => undefined) // Told below, when PostgreSQL stands or has failed.
  const url = config.database.url?.reveal() ?? (await ownDatabase(home, lock, standing))
  await web
  await migrate({ url, log: say })
  const logFile = join(home, 'log/kasi.log')
  prepareLogFile(logFile)
  const log = createLog(config.log.level, linesTo(logFile))
  if (config.demo) await makeDemo({ config, url, log, say })
  const building = await openBuilding({
    ...{ config, url, roles: ROLES, log },
    beside: (ground, at) => openTown(ground, at, home),
  })
  standing.push(() => building.stop())
  const demo = await tellDemo(home, { url, address: building.address })
  tellSetUp(building)
  showBanner({
    ...{ config, url, logFile, demo },
    address: building.address,
    took_ms: performance.now() - from,
  })
}

async function ownDatabase(home: string, lock: HomeLock, standing: Stop[]): Promise<string> {
  const postgres = await startPostgres({ home, lock, log: say })
  standing.push(() => postgres.stop())
  return postgres.url
}

function say(line: string) {
  console.log(line)
}

function parseOptions() {
  try {
    return parseArgs({ options: { 'no-web': { type: 'boolean' } } })
  } catch (cause) {
    throw new Trouble(
      `npm start: ${(cause as Error).message}`,
      'It takes --no-web only. Settings come from the environment: npm run kasi -- --help',
      { cause },
    )
  }
}

/** One Kasi per home. One that is just stopping, or a short command, is waited for. */
async function takeHomeOrSay(home: string, config: Config): Promise<HomeLock> {
  const until = performance.now() + WAIT_FOR_OTHERS_ms
  for (let said = false; ;) {
    const lock = await takeHome(home, DOING)
    if (!('heldBy' in lock)) return lock
    const { pid, doing, stopping } = lock.heldBy
    if ((doing === DOING && !stopping) || performance.now() > until) {
      throw new Trouble(
        `Kasi already runs in ${home}: process ${pid} (${doing}).`,
        `Open http://${config.http.host}:${config.http.port}, or stop that one first (Ctrl-C there, or kill ${pid}). For a second Kasi beside it set KASI_HOME and KASI_HTTP_PORT.`,
      )
    }
    if (!said)
      console.log(`Waiting for process ${pid} (${doing}${stopping ? ', which is stopping' : ''}) …`)
    said = true
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

async function refuseBusyPorts(config: Config) {
  for (const port of portsOf(config, ROLES)) {
    if (port.port === 0) continue
    const why = await whyNot(port)
    if (why === undefined) continue
    throw new Trouble(
      `Port ${port.port} on ${port.host}, meant for ${port.what}, ${why}${by(port.port)}.`,
      `End that program, or set ${port.setting} to another port.`,
    )
  }
}

/** Who it is, when this machine has `ss` and lets us see it. */
function by(port: number): string {
  const { stdout } = spawnSync('ss', ['-Hltnp', `sport = :${port}`], { encoding: 'utf8' })
  const found = /\("([^"]+)",pid=(\d+)/.exec(stdout ?? '')
  return found ? ` (${found[1]}, process ${found[2]})` : ''
}
