import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { sql } from 'kysely'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { aNas } from '#modules/network/testing.ts'
import { speedOf } from '#modules/shaping/index.ts'
import { decideUsage } from '#modules/usage/index.ts'
import { aCountedService, aStage } from '#modules/usage/testing.ts'
import { testUnits, type TestUnits } from '#platform/testing.ts'
import { SimRouter } from '#sim/routers/router.ts'
import { twoProcesses } from '../testing.ts'

const origin = { actor: system('test'), name: 'test.prepare' }
const MB = 1_000_000n
const WAIT = { timeout: 15_000, interval: 100 }

type Town = Awaited<ReturnType<typeof twoProcesses>>
let units: TestUnits
let town: Town
let servers: Town['servers']
let routers: Town['routers']
let serviceId: string
const troubles: unknown[] = []

beforeAll(async () => {
  units = await testUnits()
  const secret = 'chai-na-mandazi'
  serviceId = await units.unit(origin, async (tx) => {
    await aNas(tx, { address: '127.0.0.1', secret })
    const amount = String(1_000n * MB)
    const made = await aCountedService(tx, {
      quota: { allowances: [{ meter: 'data', amount, period: 'month', during: null }] },
      ...{ username: 'family', password: 'rangi-saba', sessionsMax: 2 },
    })
    await decideUsage(tx, [made.serviceId])
    return made.serviceId
  })
  town = await twoProcesses({
    ...{ units, secret },
    onTrouble: (what, error) => troubles.push([what, error]),
  })
  ;({ servers, routers } = town)
})
afterAll(async () => {
  await town.close()
  expect(troubles).toEqual([])
})

const dial = (router: SimRouter, device: number) =>
  router.dial({
    ...{ userName: 'family', password: 'rangi-saba' },
    station: `A4:2B:B0:00:00:0${device}`,
  })
const online = async (...given: Parameters<typeof dial>) => {
  const dialled = await dial(...given)
  return must(dialled.kind === 'online' ? dialled.session : undefined, 'it is online')
}
const beyond = async () => {
  const { rows } = await sql<{ used: bigint; beyond: bigint; reserved: bigint }>`
    select used, beyond, reserved from usage.counter where service_id = ${serviceId}`.execute(
    units.database.sql,
  )
  return must(rows[0], 'it is counted')
}

test('two that are online at the same time cannot move more than is left between them', async () => {
  const [one, two] = await Promise.all([online(routers[0], 1), online(routers[1], 2)])
  const promised = [one, two].map(({ limits }) => limits.total ?? 0n)
  expect(promised.reduce((sum, part) => sum + part, 0n)).toBeLessThanOrEqual(1_000n * MB)
  expect(Math.min(...promised.map(Number))).toBeGreaterThanOrEqual(250_000_000)

  units.clock.passes('PT5M')
  await routers[0].moves(one, { up: 0n, down: must(one.limits.total, 'it has one') })
  expect(routers[0].sessions).toEqual([])
  await routers[1].moves(two, { up: 0n, down: 100n * MB })
  await routers[1].report(two)
  await servers[0].catchUp()

  // What the first has used is gone, what the second was promised is the second's; the rest is for who comes again.
  const again = await dial(routers[0], 1)
  const rest = 1_000n * MB - promised.reduce((sum, part) => sum + part, 0n)
  if (rest === 0n) expect(again).toMatchObject({ kind: 'rejected' })
  else expect(again).toMatchObject({ session: { limits: { total: rest } } })

  await routers[1].hangUp(two, 'User-Request')
  await vi.waitFor(async () => {
    await servers[0].catchUp()
    const back = await routers[0].authorize({
      ...{ userName: 'family', password: 'rangi-saba', station: 'A4:2B:B0:00:00:03' },
    })
    expect(back.kind).toBe('accepted')
  }, WAIT)
  expect(await beyond()).toMatchObject({ beyond: 0n })
})

test('on a router that nobody can tell anything, a session ends where fair use begins, and comes back at its speed', async () => {
  const secret = 'mandazi-na-chai'
  await units.unit(origin, async (tx) => {
    await aNas(tx, { address: '127.0.0.2', secret, coaWay: 'next-interim' })
    const made = await aCountedService(tx, {
      ...{ stages: [aStage(300n * MB)], username: 'behind-nat', password: 'rangi-saba' },
    })
    await decideUsage(tx, [made.serviceId])
  })
  await servers[0].catchUp()
  const { authPort, acctPort } = servers[0]
  const router = new SimRouter({
    ...{ name: 'KLM-2', address: '127.0.0.2', secret },
    server: { address: '127.0.0.1', authPort, acctPort },
    now_ms: () => units.clock.now().epochMilliseconds,
  })
  await router.open()
  const dials = async () => {
    const station = 'A4:2B:B0:00:00:09'
    const login = { userName: 'behind-nat', password: 'rangi-saba', station }
    const dialled = await router.dial(login)
    return must(dialled.kind === 'online' ? dialled.session : undefined, 'it is online')
  }
  const first = await dials()
  expect(first).toMatchObject({ rate: { down_bps: 20_000_000 }, limits: { total: 300n * MB } })
  units.clock.passes('PT5M')
  await router.moves(first, { up: 100n * MB, down: 200n * MB })
  expect(router.sessions).toEqual([])
  const second = await dials()
  expect(second).toMatchObject({ rate: { down_bps: 5_000_000 }, limits: { total: null } })
  await router.cut()
})

test('why somebody is slow, or not served, is said with the quota in view', async () => {
  const before = await units.read(origin, (read) => speedOf(read, serviceId))
  expect(before).toMatchObject({ serving: 'full' })
  await sql`update usage.counter set used = granted, reserved = 0 where service_id = ${serviceId}`.execute(
    units.database.sql,
  )
  const after = await units.read(origin, (read) => speedOf(read, serviceId))
  expect(after.serving).not.toBe('full')
})
