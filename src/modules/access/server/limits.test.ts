import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { sql } from 'kysely'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { routerOsApi } from '#modules/network/index.ts'
import { aNas } from '#modules/network/testing.ts'
import { changeSetting } from '#modules/organization/testing.ts'
import { aService } from '#modules/services/testing.ts'
import { testUnits, testVault, type TestUnits } from '#platform/testing.ts'
import { ApiDoor } from '#sim/routers/api-door.ts'
import { SimRouter } from '#sim/routers/router.ts'
import { askAboutSession } from '../commands/ask-about-session.ts'
import { askRoutersInTurn } from '../jobs.ts'
import { access } from '../module.ts'
import { explain } from '../queries/explain.ts'
import { lookNow } from '../queries/looks.ts'
import { whenFull } from '../queries/policy.ts'
import { storyOf } from '../queries/story.ts'
import { SILENT_LIVE } from '../testing.ts'
import { RadiusServer } from './server.ts'

/** What is written behind an answer takes its time beside other tests. */
const WAIT = { timeout: 20_000, interval: 50 }
const origin = { actor: system('test'), name: 'test.prepare' }
const SECRET = 'chai-na-mandazi'
const LOGIN = { name: 'kasi', password: 'mlango wa nyuma' }
const routerApi = routerOsApi()

/** One router with an API, and one that bears two sessions. */
let units: TestUnits
let server: RadiusServer
let talking: SimRouter
let tight: SimRouter
let door: ApiDoor
const ids = { talking: '', tight: '' }
const troubles: unknown[] = []
let lines = 0

beforeAll(async () => {
  const probe = { ask: () => Promise.reject(new Error('nobody tests here')) }
  units = await testUnits({ manifests: [access({ probe, routerApi })] })
  server = new RadiusServer({
    ...{ host: '127.0.0.1', authPort: 0, acctPort: 0, shared: false, units, clock: units.clock },
    ...{ vault: testVault, live: SILENT_LIVE },
    onTrouble: (what, error) => troubles.push([what, error]),
  })
  await server.open()
  const { authPort, acctPort } = server
  const open = async (name: string, address: string) => {
    const router = new SimRouter({
      ...{ name, address, secret: SECRET, server: { address: '127.0.0.1', authPort, acctPort } },
      now_ms: () => units.clock.now().epochMilliseconds,
    })
    await router.open()
    return router
  }
  ;[talking, tight] = [await open('TALKING', '127.0.0.1'), await open('TIGHT', '127.0.0.2')]
  door = new ApiDoor(talking, { login: LOGIN, version: '7.18' })
  await door.open()
  await units.unit(origin, async (tx) => {
    const talks = await aNas(tx, {
      ...{ address: '127.0.0.1', secret: SECRET },
      ...{ apiPort: door.port, apiTls: false, apiLogin: LOGIN },
    })
    const small = await aNas(tx, { address: '127.0.0.2', secret: SECRET, sessionsMax: 2 })
    Object.assign(ids, { talking: talks.nasId, tight: small.nasId })
  })
})
afterAll(async () => {
  await talking.cut()
  await tight.cut()
  await door.close()
  await server.close()
  routerApi.close()
  expect(troubles).toEqual([])
})

/** Somebody who pays, and dials through a router. */
async function aLine(given: { nasIds?: string[] } = {}) {
  const userName = `mstari-${++lines}`
  const { serviceId } = await units.unit(origin, (tx) =>
    aService(tx, { paid: { hours: 20 }, username: userName, password: 'rangi-saba', ...given }),
  )
  await server.catchUp()
  const caller = { userName, password: 'rangi-saba', station: `A4:2B:B0:00:00:0${lines}` }
  return {
    serviceId,
    async dials(router: SimRouter, station = caller.station) {
      const dialled = await router.dial({ ...caller, station })
      return dialled.kind === 'rejected' ? dialled.said : dialled.kind
    },
    session: (router: SimRouter) =>
      must(
        router.sessions.find((one) => one.userName === userName),
        'it is online',
      ),
  }
}
const rowOf = async (number: string) => {
  const { rows } = await sql<{ id: string; end_cause: string | null; at: string; heard: string }>`
    select id, end_cause, ended_at::text as at, heard_at::text as heard from access.session
     where nas_session = ${number}`.execute(units.database.sql)
  return must(rows[0], 'the session is there')
}
const askAll = async () => {
  await units.unit(origin, (tx) => Promise.resolve(tx.later(askRoutersInTurn, {})))
  await units.runJobs()
}
const lookAt = (nasId: string) => units.read(origin, (read) => lookNow(read, nasId))

test('a router takes as many as it bears, and a service is used where it may be', async () => {
  const [one, two, three] = [await aLine(), await aLine(), await aLine()]
  expect([await one.dials(tight), await two.dials(tight)]).toEqual(['online', 'online'])
  expect(await three.dials(tight)).toBe('As many sessions as this router bears are open on it.')
  expect(await two.dials(tight), 'who dials again is no guest more').toBe('online')
  await server.scribe.write()
  const why = await units.read(origin, (read) => explain(read, three.serviceId))
  expect(why.decision).toMatchObject({ kind: 'rejected', because: 'nas-full' })
  await tight.hangUp(one.session(tight), 'User-Request')
  await vi.waitFor(async () => expect(await three.dials(tight)).toBe('online'), WAIT)

  // A limit that is lowered cuts nobody off.
  const bears = async (most: number) => {
    await sql`update network.nas set sessions_max = ${most} where id = ${ids.tight}`.execute(
      units.database.sql,
    )
    await server.catchUp()
  }
  const there = [...tight.sessions]
  await bears(1)
  expect(await one.dials(tight)).toBe('As many sessions as this router bears are open on it.')
  const open = () =>
    sql`
    select 1 from access.session where nas_id = ${ids.tight} and ended_at is null and end_wanted_at is null`.execute(
      units.database.sql,
    )
  // The end of the one that hung up is written behind its answer.
  await vi.waitFor(async () => expect((await open()).rows).toHaveLength(2), WAIT)
  expect(tight.sessions).toEqual(there)
  await bears(2)
  for (const session of tight.sessions) await tight.hangUp(session, 'User-Request')

  const bound = await aLine({ nasIds: [ids.tight] })
  const reason = 'The service may be used on some routers only, and this is none of them.'
  expect(await bound.dials(talking)).toBe(reason)
  expect(await bound.dials(tight)).toBe('online')
  await tight.hangUp(bound.session(tight), 'User-Request')
})

test('a router is asked what it has: ghosts end where they were last heard, and strangers are noted', async () => {
  const [ghost, living] = [await aLine(), await aLine()]
  await ghost.dials(talking)
  await living.dials(talking)
  const [gone, alive] = [ghost.session(talking), living.session(talking)]
  talking.faults.accounting = 'lost'
  await talking.hangUp(gone, 'Lost-Carrier')
  await (await aLine()).dials(talking)
  talking.faults.accounting = 'well'
  await askAll()
  expect((await rowOf(gone.number)).end_cause, 'its next report is not late yet').toBe(null)

  units.clock.passes('PT11M')
  await talking.report(alive)
  await askAll()
  const { end_cause, at, heard } = await rowOf(gone.number)
  expect(end_cause).toBe('Gone-At-NAS')
  expect(at).toBe(heard)
  expect((await rowOf(alive.number)).end_cause).toBe(null)
  const look = must(await lookAt(ids.talking), 'it was asked')
  expect(look).toMatchObject({ outcome: 'listed', list: { listed: 2, ended: 1, unaccounted: 1 } })
  const [stranger] = look.list?.some ?? []
  expect(stranger?.userName).toBe(`mstari-${lines}`)
  expect(stranger && Temporal.Instant.compare(stranger.since, look.askedAt), 'known before').toBe(
    -1,
  )
  expect(await lookAt(ids.tight), 'it has no API').toBe(null)
  for (const session of talking.sessions) await talking.hangUp(session, 'User-Request')
})

test('staff ask about one session, and the story says what the router said', async () => {
  const line = await aLine()
  await line.dials(talking)
  const session = line.session(talking)
  const { id } = await rowOf(session.number)
  const ask = async () => {
    units.clock.passes('PT1M')
    await units.unit(origin, (tx) => askAboutSession(tx, { sessionId: id }))
    await units.runJobs()
    const { steps, end } = await units.read(origin, (read) => storyOf(read, id))
    return end?.cause ?? steps.at(-1)
  }
  expect(await ask()).toMatchObject({ what: 'asked', said: null })
  talking.faults.api = 'refuses'
  door.dropAll()
  expect(await ask()).toMatchObject({
    what: 'unasked',
    said: expect.stringMatching(/invalid user/),
  })
  talking.faults.api = 'well'
  talking.faults.accounting = 'lost'
  await talking.hangUp(session, 'Lost-Carrier')
  talking.faults.accounting = 'well'
  expect(await ask()).toBe('Gone-At-NAS')
})

test('who is turned away because of a ghost gets in when its router has been asked', async () => {
  await units.unit(origin, (tx) =>
    changeSetting(tx, { setting: whenFull, value: 'refuse', version: 0 }),
  )
  await server.catchUp()
  const line = await aLine()
  await line.dials(talking)
  const { number } = line.session(talking)
  talking.faults.accounting = 'lost'
  await talking.hangUp(line.session(talking), 'Lost-Carrier')
  talking.faults.accounting = 'well'
  units.clock.passes('PT1M')
  const another = 'A4:2B:B0:00:01:01'
  expect(await line.dials(tight, another)).toBe('As many sessions as the plan allows are open.')
  await vi.waitFor(async () => {
    await units.runJobs()
    expect((await rowOf(number)).end_cause).toBe('Gone-At-NAS')
  }, WAIT)
})
