import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { routerOsApi } from '#modules/network/index.ts'
import { aNas } from '#modules/network/testing.ts'
import { setHold } from '#modules/services/index.ts'
import { aCountedService, aStage } from '#modules/usage/testing.ts'
import type { Live } from '#platform/live.ts'
import { testUnits, testVault, type TestUnits } from '#platform/testing.ts'
import { ApiDoor } from '#sim/routers/api-door.ts'
import { SimRouter } from '#sim/routers/router.ts'
import { RadiusServer } from './server.ts'

const origin = { actor: system('test'), name: 'test.prepare' }
const LOGIN = { name: 'kasi', password: 'mlango wa nyuma' }
const MB = 1_000_000n

/** A router whose RADIUS port for changes is deaf, and whose API is not. */
let units: TestUnits
let server: RadiusServer
let router: SimRouter
let door: ApiDoor
let service: { serviceId: string }
let names = 0
const troubles: unknown[] = []

beforeAll(async () => {
  units = await testUnits()
  const now_ms = () => units.clock.now().epochMilliseconds
  server = new RadiusServer({
    ...{ host: '127.0.0.1', authPort: 0, acctPort: 0, shared: false, units, clock: units.clock },
    ...{ vault: testVault, routerApi: routerOsApi(), changeWait_ms: 30 },
    live: { listen: () => () => undefined } as Pick<Live, 'listen'> as Live,
    onTrouble: (what, error) => troubles.push([what, error]),
  })
  await server.open()
  const { authPort, acctPort } = server
  const at = { name: 'KLM-1', address: '127.0.0.1', secret: 'chai-na-mandazi' }
  router = new SimRouter({ ...at, server: { address: '127.0.0.1', authPort, acctPort }, now_ms })
  await router.open()
  router.faults.changes = 'silent'
  door = new ApiDoor(router, { login: LOGIN, version: '7.16', queues: 'open' })
  await door.open()
  await units.unit(origin, (tx) =>
    aNas(tx, {
      ...{ address: '127.0.0.1', secret: at.secret, coaPort: router.coaPort },
      ...{ apiPort: door.port, apiTls: false, apiLogin: LOGIN },
    }),
  )
})
afterAll(async () => {
  await router.cut()
  await door.close()
  await server.close()
  expect(troubles).toEqual([])
})
beforeEach(async () => {
  const login = { username: `line-${++names}`, password: 'rangi-saba' }
  service = await units.unit(origin, (tx) =>
    aCountedService(tx, { stages: [aStage(1_000n * MB)], ...login }),
  )
  await server.catchUp()
})

async function dial() {
  const caller = { userName: `line-${names}`, password: 'rangi-saba', station: 'A4:2B:B0:00:00:01' }
  const dialled = await router.dial(caller)
  return must(dialled.kind === 'online' ? dialled.session : undefined, 'it is online')
}
const change = async (work: Parameters<TestUnits['unit']>[1]) => {
  await units.unit(origin, work)
  await server.catchUp()
}
const rowOf = async (number: string) => {
  const { rows } = await sql<{
    told: string
    end_cause: string | null
    enforce_said: string | null
  }>`
    select told, end_cause, enforce_said from access.session where nas_session = ${number}`.execute(
    units.database.sql,
  )
  return must(rows[0], 'the session is there')
}

test('what RADIUS cannot tell is told by the API: the speed of a live session', async () => {
  const session = await dial()
  expect(session.rate).toEqual({ down_bps: 20_000_000, up_bps: 10_000_000 })
  units.clock.passes('PT5M')
  await router.moves(session, { up: 0n, down: 1_100n * MB })
  await router.report(session)
  await vi.waitFor(() => expect(session.rate).toEqual({ down_bps: 5_000_000, up_bps: 2_000_000 }))
  await vi.waitFor(async () =>
    expect(await rowOf(session.number)).toMatchObject({ enforce_said: null }),
  )
  expect(router.sessions).toContain(session)
})

test('who must go is ended by the API, at once now that RADIUS is known to be deaf', async () => {
  const session = await dial()
  await change((tx) => setHold(tx, { ...service, reason: 'fraud', bills: false }))
  await vi.waitFor(() => expect(router.sessions).not.toContain(session))
  await vi.waitFor(async () =>
    expect((await rowOf(session.number)).end_cause).toMatch(/hold-fraud|Admin-Reset/),
  )
})

test('a router that answers neither way keeps its sessions, and it is said why', async () => {
  router.faults.api = 'refuses'
  const session = await dial()
  // A login that was good stays good on its connection; a new one is refused.
  door.dropAll()
  await change((tx) => setHold(tx, { ...service, reason: 'fraud', bills: false }))
  await vi.waitFor(async () =>
    expect((await rowOf(session.number)).enforce_said).toMatch(/^Its API: invalid user/),
  )
  expect(router.sessions).toContain(session)
})
