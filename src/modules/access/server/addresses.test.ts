import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { aNas, aPool } from '#modules/network/testing.ts'
import { aService } from '#modules/services/testing.ts'
import { testUnits, type TestUnits } from '#platform/testing.ts'
import type { Caller, SimRouter } from '#sim/routers/router.ts'
import { keepLeases } from '../commands/keep-leases.ts'
import { twoProcesses } from '../testing.ts'

const origin = { actor: system('test'), name: 'test.prepare' }
const PASSWORD = 'rangi-saba'

/** Two processes on one database, and a router that asks now this one, now that one. */
type Town = Awaited<ReturnType<typeof twoProcesses>>
let units: TestUnits
let town: Town
let servers: Town['servers']
let routers: Town['routers']
let homes: string
const troubles: unknown[] = []
let isAway = false

beforeAll(async () => {
  units = await testUnits()
  const secret = 'chai-na-mandazi'
  homes = await units.unit(origin, async (tx) => {
    await aNas(tx, { address: '127.0.0.1', secret })
    await aPool(tx, {
      ...{ name: 'home-v6', kind: 'ipv6-delegated', partLength: 56 },
      ranges: ['2001:db8:4000::/40'],
    })
    await aPool(tx, { name: 'lobby', accesses: ['hotspot'], chosenBy: 'router' })
    return aPool(tx, {
      ...{ name: 'home', accesses: ['pppoe'], dns: ['1.1.1.1'] },
      ranges: ['10.1.0.1-10.1.0.40'],
    })
  })
  town = await twoProcesses({
    ...{ units, secret },
    unit: (...given) => (isAway ? Promise.reject(new Error('away')) : units.unit(...given)),
    onTrouble: (what, error) => troubles.push([what, error]),
  })
  ;({ servers, routers } = town)
})
afterAll(async () => {
  await town.close()
})

const aLine = (username: string, more: Partial<Parameters<typeof aService>[1]> = {}) =>
  units.unit(origin, (tx) =>
    aService(tx, { paid: { hours: 999 }, username, password: PASSWORD, ...more }),
  )
const bothCatchUp = () => Promise.all(servers.map((server) => server.catchUp()))
const caller = (userName: string, more: Partial<Caller> = {}): Caller => ({
  ...{ userName, password: PASSWORD, station: 'A4:2B:B0:00:00:01', ...more },
})
async function dials(router: SimRouter, ...given: Parameters<typeof caller>) {
  const dialled = await router.dial(caller(...given))
  return must(
    dialled.kind === 'online' ? dialled.session : undefined,
    `${given[0]} is online, not ${dialled.kind === 'rejected' ? dialled.said : dialled.kind}`,
  )
}
const held = async () => {
  const { rows } = await sql<{ part: string; service_id: string; key: string }>`
    select abbrev(part) as part, service_id, key from network.address where state = 'leased' and pool_id = ${homes}`.execute(
    units.database.sql,
  )
  return rows
}

test('who dials gets an address and a prefix that are theirs, in whatever process they dial', async () => {
  const { serviceId } = await aLine('amina')
  await bothCatchUp()
  const first = await dials(routers[0], 'amina')
  expect(first.ipv4).toMatch(/^10\.1\.0\./)
  expect(first.delegatedPrefix).toMatch(/^2001:db8:40.*\/56$/)
  expect(await held()).toEqual([{ part: first.ipv4, service_id: serviceId, key: '' }])
  const second = await dials(routers[1], 'amina', { station: 'A4:2B:B0:00:00:02' })
  expect([second.ipv4, second.delegatedPrefix]).toEqual([first.ipv4, first.delegatedPrefix])
})

test('who was given one gets on with it while the database is away; who is new is sent to the pool of that name', async () => {
  await aLine('juma')
  await bothCatchUp()
  const before = await dials(routers[0], 'amina')
  isAway = true
  try {
    const asked = { ...caller('amina'), proof: 'pap' } as const
    // Accounting waits for the database, so what is looked at is the answer to the first packet.
    const again = await routers[0].authorize(asked)
    expect(again).toMatchObject({ kind: 'accepted', ipv4: before.ipv4, pool: null })
    expect(await routers[0].authorize({ ...asked, userName: 'juma' })).toMatchObject({
      ...{ kind: 'accepted', ipv4: null, pool: 'home' },
    })
  } finally {
    isAway = false
  }
})

test('a crowd that dials at both processes at once: nobody has the address of another, and who is one too many is told why', async () => {
  const names = Array.from({ length: 45 }, (_, place) => `crowd-${place}`)
  for (const name of names) await aLine(name)
  await bothCatchUp()
  const answers = await Promise.all(
    names.flatMap((name, place) =>
      routers.map((router) =>
        router.dial(caller(name, { station: `A4:2B:B0:00:01:${String(place + 10)}` })),
      ),
    ),
  )
  const online = answers.flatMap((one) => (one.kind === 'online' ? [one.session] : []))
  const rejected = answers.flatMap((one) => (one.kind === 'rejected' ? [one.said] : []))
  const addressOf = Map.groupBy(online, ({ userName }) => userName)
  const given = [...addressOf.values()].map((sessions) => new Set(sessions.map(({ ipv4 }) => ipv4)))
  expect(given.every(({ size }) => size === 1)).toBe(true)
  expect(new Set(given.flatMap((one) => [...one])).size).toBe(given.length)
  // One address of forty is Amina's.
  expect(given).toHaveLength(39)
  expect(rejected).toHaveLength(12)
  expect(new Set(rejected)).toEqual(new Set(['Every pool that serves this session is used up.']))
})

test('several devices of one line have an address each, and a hotspot’s own pool is named', async () => {
  const cafe = await units.unit(origin, (tx) =>
    aPool(tx, { name: 'cafe', accesses: ['vpn'], ranges: ['10.2.0.1-10.2.0.9'], keep_h: 0 }),
  )
  await aLine('office', { access: 'vpn', sessionsMax: 2 })
  await aLine('guest', { access: 'hotspot' })
  await bothCatchUp()
  const one = await dials(routers[0], 'office', { station: 'A4:2B:B0:00:00:11' })
  const two = await dials(routers[1], 'office', { station: 'A4:2B:B0:00:00:12' })
  expect(one.ipv4).toMatch(/^10\.2\.0\./)
  expect(two.ipv4).toMatch(/^10\.2\.0\./)
  expect(one.ipv4).not.toBe(two.ipv4)
  expect(await routers[0].authorize(caller('guest'))).toMatchObject({ pool: 'lobby', ipv4: null })

  const inCafe = async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from network.address where state = 'leased' and pool_id = ${cafe}`.execute(
      units.database.sql,
    )
    return rows[0]?.n
  }
  units.clock.passes('PT3M')
  await units.unit(origin, keepLeases)
  expect(await inCafe()).toBe(2)
  await routers[0].hangUp(one, 'User-Request')
  await units.unit(origin, keepLeases)
  expect(await inCafe()).toBe(1)
})

test('an address stays while the session lasts, however long, and some days after it', async () => {
  const lasting = await dials(routers[0], 'amina')
  const { ipv4 } = lasting
  const isHeld = async () => (await held()).some(({ part }) => part === ipv4)
  for (let day = 0; day < 10; day++) {
    units.clock.passes('P1D')
    await units.unit(origin, keepLeases)
  }
  const { rows } = await sql<{ kept: boolean }>`
    select until > ${units.clock.now()}::timestamptz + interval '3 days' as kept from network.address where part = ${ipv4}::inet`.execute(
    units.database.sql,
  )
  expect(rows).toEqual([{ kept: true }])
  expect(await isHeld()).toBe(true)
  await routers[0].hangUp(lasting, 'User-Request')
  await bothCatchUp()
  const again = await dials(routers[1], 'amina')
  expect(again.ipv4).toBe(ipv4)
})
