import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { type EmbeddedPostgres, startPostgres } from '#main/embedded-postgres.ts'
import { aNas } from '#modules/network/testing.ts'
import { changeSetting } from '#modules/organization/contract.ts'
import { addPeriods } from '#modules/services/index.ts'
import { aService } from '#modules/services/testing.ts'
import { SOME_VERSION } from '#modules/catalog/testing.ts'
import { wallClock } from '#platform/clock.ts'
import { migrate } from '#platform/migrate.ts'
import { UdpClient } from '#radius/client/udp-client.ts'
import { freeUdpPort } from '#radius/testing/free-port.ts'
import { launch, type Launched } from './launch/launched.ts'
import { login, Storm, type Told } from './radius-storm.ts'
import { World } from './world.ts'

/** Real processes of `kasi serve --roles radius` on the same ports, a PostgreSQL of their own, and what befalls them. */
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 })
const WAIT = { timeout: 60_000, interval: 100 }
const HOUR_s = 3_600
const LINES = 16
const SECRET = 'storm-storm-storm'
const origin = { actor: system('test'), name: 'test.prepare' }

const dir = mkdtempSync(join(tmpdir(), 'kasi-radius-'))
const lines = Array.from({ length: LINES }, (_, n) => ({ name: `line-${n}`, password: 'rangi-42' }))
const never = { name: 'never', password: 'rangi-42' }
const late = { name: 'late', password: 'rangi-42' }
const launched: Launched[] = []
let postgres: EmbeddedPostgres
let world: World
let env: Record<string, string>
let ports: { auth: number; acct: number }
let lateId: string

beforeAll(async () => {
  ports = { auth: await freeUdpPort(), acct: await freeUdpPort() }
  postgres = await startPostgres({ home: join(dir, 'postgres') })
  await migrate({ url: postgres.url })
  env = {
    ...{ KASI_HOME: join(dir, 'home'), DATABASE_URL: postgres.url, KASI_ENV: 'development' },
    ...{ KASI_KEYS: randomBytes(32).toString('base64'), KASI_RADIUS_HOST: '127.0.0.1' },
    ...{ KASI_RADIUS_AUTH_PORT: String(ports.auth), KASI_RADIUS_ACCT_PORT: String(ports.acct) },
    KASI_HEALTH_PORT: '0',
  }
  world = await World.open({
    ...{ url: postgres.url, at: wallClock.now().toString() },
    settings: { KASI_KEYS: env.KASI_KEYS ?? '' },
  })
  await world.ground.units.unit(origin, async (tx) => {
    await aNas(tx, { address: '127.0.0.1', secret: SECRET, messageAuthenticator: 'no' })
    for (const { name, password } of lines)
      await aService(tx, { paid: { hours: 12 }, username: name, password })
    const { serviceId } = await aService(tx, { username: late.name, password: late.password })
    lateId = serviceId
    await aService(tx, { username: never.name, password: never.password })
  })
})
afterAll(async () => {
  for (const { child } of launched) child.kill('SIGKILL')
  await Promise.all(launched.map(({ ended }) => ended))
  await world[Symbol.asyncDispose]()
  await postgres.stop()
  rmSync(dir, { recursive: true, force: true })
})

async function startRadius(): Promise<Launched> {
  const program = resolve(import.meta.dirname, '../bin/kasi.mjs')
  const kasi = launch([process.execPath, program, 'serve', '--roles', 'radius'], { env })
  launched.push(kasi)
  await kasi.says('Kasi is ready')
  return kasi
}

/** What a process without HTTP says of itself, at the port that it tells in its log. */
async function health(kasi: Launched, what: string): Promise<string> {
  const port = must(/healthPort\W+(\d+)/.exec(kasi.said())?.[1], 'it tells its port')
  return (await fetch(`http://127.0.0.1:${port}/${what}`)).text()
}

async function stop(kasi: Launched, signal: NodeJS.Signals): Promise<void> {
  kasi.child.kill(signal)
  await kasi.ended
}

const storm = (name: string) => new Storm({ secret: SECRET, ports, lines, name })
const at = { secret: SECRET, port: 0 }

/** Of each session that some router was told of: what the database has. */
async function stored(): Promise<Map<string, { octets: number; isOver: boolean }>> {
  const { rows } = await sql<{ session: string; octets: bigint; over: boolean }>`
    select nas_session as session, up_total as octets, ended_at is not null as over from access.session
    union all select nas_session, up_total, true from access.past_session
  `.execute(world.ground.database.sql)
  expect(new Set(rows.map(({ session }) => session)).size, 'a session is one row').toBe(rows.length)
  return new Map(
    rows.map(({ session, octets, over }) => [session, { octets: Number(octets), isOver: over }]),
  )
}

async function expectKept(told: readonly Told[]): Promise<void> {
  const rows = await stored()
  const lost = told.filter(({ session, octets, isOver }) => {
    const row = rows.get(session)
    return !row || row.octets < octets || (isOver && !row.isOver)
  })
  expect(lost, 'told, and not stored').toEqual([])
}

/** After all is said and answered: neither less nor more than the routers counted, in sessions and in the hours of services. */
async function expectExact(told: readonly Told[]): Promise<void> {
  const rows = await stored()
  for (const { session, octets } of told) expect(rows.get(session)?.octets, session).toBe(octets)
  const { rows: hours } = await sql<{
    up: string
  }>`select sum(up)::text as up from usage.hour`.execute(world.ground.database.sql)
  const sum = rows.values().reduce((total, { octets }) => total + octets, 0)
  expect(Number(hours[0]?.up), 'hours add up to sessions').toBe(sum)
}

const grows = (running: Storm, by = 100) => {
  const from = running.records
  return vi.waitFor(() => expect(running.records).toBeGreaterThan(from + by), WAIT)
}

test('two processes share the ports: each router has its own, both hear of a payment, and neither a stop nor a kill loses or doubles anything', async () => {
  at.port = ports.auth
  const [first, second] = await Promise.all([startRadius(), startRadius()])
  for (const kasi of [first, second]) {
    expect(await health(kasi, 'readyz')).toContain('"radius":"ok"')
    expect(await health(kasi, 'metrics')).toContain('kasi_radius_replies_total')
    expect(await health(kasi, 'api/sites')).toContain('only')
  }
  const routers = Array.from({ length: 24 }, () => new UdpClient({ socketsMax: 1 }))

  first.child.kill('SIGSTOP')
  const answers = await Promise.all(
    routers.map((router) => login(router, lines[0] ?? late, { ...at, tries: 1, wait_ms: 3_000 })),
  )
  first.child.kill('SIGCONT')
  const answered = answers.filter((session_s) => session_s !== undefined).length
  expect(answered, 'some routers have the process that runs').toBeGreaterThan(0)
  expect(answered, 'and others the one that is held').toBeLessThan(routers.length)

  const everybody = () => Promise.all(routers.map((router) => login(router, late, at)))
  // Whom only a payment keeps out gets as far as the portal, for an hour at a time.
  expect((await everybody()).filter((session_s) => session_s !== HOUR_s)).toEqual([])
  await world.ground.units.unit(origin, (tx) =>
    addPeriods(tx, [
      {
        ...{ serviceId: lateId, kind: 'base', from: tx.now, to: tx.now.add({ hours: 12 }) },
        ...{ paid: true, planVersionId: SOME_VERSION, price: {} },
      },
    ]),
  )
  await vi.waitFor(async () => {
    const paid = (await everybody()).filter((session_s) => (session_s ?? 0) > HOUR_s)
    expect(paid).toHaveLength(routers.length)
  }, WAIT)
  await Promise.all(routers.map((router) => router.close()))

  const running = storm('shared')
  await grows(running)
  await stop(first, 'SIGTERM')
  await expectKept(running.snapshot())
  await grows(running)
  await stop(second, 'SIGKILL')
  await expectKept(running.snapshot())
  await startRadius()
  await grows(running)
  await running.end()
  await expectExact(running.snapshot())
})

test('PostgreSQL stops under load: known subscribers get on, and nothing is told that is not stored', async () => {
  const running = storm('refused')
  await grows(running)
  await postgres.stop()
  const router = new UdpClient({ socketsMax: 1 })
  expect(await login(router, lines[3] ?? late, at)).toBeGreaterThan(HOUR_s)
  // What was on its way when it stopped has arrived by now, and every router asks again and again.
  await sleep(500)
  const told = running.snapshot()
  await sleep(1_500)
  expect(running.snapshot()).toEqual(told)
  postgres = await startPostgres({ home: join(dir, 'postgres') })
  await expectKept(told)
  await grows(running)
  await running.end()
  await router.close()
  await expectExact(running.snapshot())
})

test('where the ISP wants it, accounting waits on disk for the database, and outlives its process', async () => {
  const owner = await world.owner()
  const change = (key: string, value: number | string) =>
    owner.call(changeSetting, { key, value, version: 0 })
  await change('access.spool-megabytes', 50)
  await change('access.unpaid', 'reject')
  const router = new UdpClient({ socketsMax: 1 })
  // It has read the second of the two settings.
  await vi.waitFor(async () => expect(await login(router, never, at)).toBeUndefined(), WAIT)
  await router.close()
  const [process] = launched.slice(-1)
  if (!process) throw new Error('one runs')
  const waiting = join(env.KASI_HOME ?? '', 'radius-spool/waiting')

  const running = storm('spooled')
  await grows(running)
  await postgres.stop()
  await grows(running)
  await stop(process, 'SIGKILL')
  const told = running.snapshot()
  expect(readdirSync(waiting)).toHaveLength(1)
  postgres = await startPostgres({ home: join(dir, 'postgres') })
  await startRadius()
  await vi.waitFor(() => expect(existsSync(waiting) ? readdirSync(waiting) : []).toEqual([]), WAIT)
  await expectKept(told)
  await grows(running)
  await running.end()
  await expectExact(running.snapshot())
})
