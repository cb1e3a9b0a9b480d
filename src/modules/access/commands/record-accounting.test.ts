import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { aNas } from '#modules/network/testing.ts'
import { aService } from '#modules/services/testing.ts'
import { testUnits, type TestUnits } from '#platform/testing.ts'
import { noStayIsTwoSessions, sessionsAreCounted } from '../queries/invariants.ts'
import type { Heard } from '../rules/hear.ts'
import { buryPast } from './bury-past.ts'
import { concludeSessions } from './conclude-sessions.ts'
import { recordAccounting } from './record-accounting.ts'

const T0 = Date.UTC(2026, 10, 20, 18)
let NAS: string
const origin = { actor: system('test'), name: 'access.record-accounting' }

let units: TestUnits
beforeAll(async () => {
  units = await testUnits()
  NAS = (await units.unit(origin, (tx) => aNas(tx))).nasId
})

function heard(key: string, kind: Heard['kind'], minute: number, octets: bigint): Heard {
  const told = { octets, isWide: true }
  return {
    ...{ kind, key, nasId: NAS, serviceId: null, class: null, told: null, nasSession: '81700001' },
    ...{ userName: '0712 345 678', station: 'A4:2B:B0:00:00:01', calledStation: null },
    ...{
      nasPort: 'ether3',
      ipv4: '100.64.0.7',
      ipv6Prefix: null,
      delegatedPrefix: '2001:db8:1::/56',
    },
    ...{
      isTimed: true,
      interim_s: 300,
      at_ms: T0 + minute * 60_000,
      receivedAt_ms: T0 + minute * 60_000,
    },
    seconds: minute * 60,
    ...{ up: told, down: told, cause: kind === 'stop' ? 'User-Request' : null },
  }
}

const record = async (...batch: Heard[]) =>
  (await units.unit(origin, (tx) => recordAccounting(tx, batch))).deltas

async function rows(key: string) {
  const { rows: found } = await sql<{
    up: bigint
    ended: string | null
    cause: string | null
  }>`
    select up_total as up, ended_by as ended, end_cause as cause from access.session where key = ${key}
    union all select up_total, ended_by, end_cause from access.past_session where key = ${key}
  `.execute(units.database.sql)
  return found
}

test('a session is one row from its start to its end, and its records add up', async () => {
  const key = randomUUID()
  const first = await record(heard(key, 'start', 0, 0n))
  const second = await record(heard(key, 'interim', 5, 7_000_000_000n))
  const third = await record(heard(key, 'stop', 9, 9_000_000_000n))
  expect([first, second, third].flat().map(({ up }) => up)).toEqual([
    7_000_000_000n,
    2_000_000_000n,
  ])
  expect(await rows(key)).toMatchObject([
    { up: 9_000_000_000n, ended: 'nas', cause: 'User-Request' },
  ])
})

test('a batch with everything of a session, twice and in disorder, counts it once', async () => {
  const key = randomUUID()
  const all = [
    heard(key, 'stop', 12, 500n),
    heard(key, 'start', 0, 0n),
    heard(key, 'interim', 5, 100n),
  ]
  const deltas = await record(...all, ...all)
  expect(deltas.reduce((sum, { down }) => sum + down, 0n)).toBe(500n)
  expect(await record(...all)).toEqual([])
})

test('a site that was cut off for two days comes back with the same sessions, and what they moved before is not counted again', async () => {
  const key = randomUUID()
  const day = 24 * 60
  await record(heard(key, 'start', 0, 0n), heard(key, 'interim', 5, 100n))
  await units.unit(origin, (tx) => concludeSessions(tx, { keys: [key], cause: 'Silence', by: '' }))
  units.clock.passes('P2D')
  expect(await units.unit(origin, buryPast)).toBeGreaterThan(0)
  const again = await record(
    heard(key, 'interim', 2 * day, 300n),
    heard(key, 'interim', 2 * day + 5, 350n),
  )
  expect(again.map(({ up }) => up)).toEqual([200n, 50n])
  expect(await rows(key)).toMatchObject([{ up: 350n, ended: null }])
  expect(await record(heard(key, 'start', 0, 0n), heard(key, 'interim', 5, 100n))).toEqual([])
})

test('what was stored before an outage is not counted again when the next record comes long after it was sent', async () => {
  const key = randomUUID()
  const sent = [
    heard(key, 'start', 0, 0n),
    heard(key, 'interim', 1, 100n),
    heard(key, 'interim', 2, 250n),
  ]
  // Its NAS knows no clock, and waited for us for half an hour.
  const late = { ...heard(key, 'stop', 3, 300n), at_ms: T0 + 33 * 60_000 }
  const deltas = []
  for (const one of [...sent, late]) deltas.push(...(await record({ ...one, isTimed: false })))
  expect(deltas.map(({ up }) => up)).toEqual([100n, 150n, 50n])
  expect(await rows(key)).toMatchObject([{ up: 300n, ended: 'nas' }])
})

test('a session that is authenticated anew goes on, though its NAS gives back another Class from then on', async () => {
  const { serviceId } = await units.unit(origin, (tx) => aService(tx))
  const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()]
  const ours = (key: string, ...about: [Heard['kind'], number, bigint]) => ({
    ...heard(key, ...about),
    ...{ serviceId, class: key, nasSession: '566BEB50D2CA9E59', told: 'f05df4640' },
  })
  await record(ours(first, 'start', 0, 0n), ours(first, 'interim', 5, 100n))
  await units.unit(origin, (tx) =>
    concludeSessions(tx, { keys: [first], cause: 'Replaced', by: '' }),
  )
  const later = await record(ours(second, 'interim', 10, 150n), ours(second, 'interim', 15, 175n))
  expect(later.map(({ up }) => up)).toEqual([50n, 25n])
  expect(await rows(first)).toEqual([])
  expect(await rows(second)).toMatchObject([{ up: 175n, ended: null }])
  // What was sent before, and is late, adds nothing.
  const late = ours(first, 'interim', 5, 100n)
  expect(await record(late)).toEqual([])
  expect((await record(ours(third, 'stop', 20, 300n))).map(({ up }) => up)).toEqual([125n])
  expect(await rows(third)).toMatchObject([{ up: 300n, ended: 'nas' }])
  expect(await record(late)).toEqual([])
  expect(await units.read(origin, sessionsAreCounted.violations)).toEqual([])

  // For a stay that began later, the same id is another's.
  const next = { ...ours(randomUUID(), 'interim', 60, 7n), seconds: 300 }
  expect((await record(next)).map(({ up }) => up)).toEqual([7n])
  const after = { ...ours(randomUUID(), 'interim', 90, 9n), seconds: 60 }
  expect((await record(after)).map(({ up }) => up)).toEqual([9n])
  expect(await units.read(origin, noStayIsTwoSessions.violations)).toEqual([])
  const amiss = { ...ours(randomUUID(), 'interim', 12, 1n), seconds: 600 }
  await record(amiss)
  expect(await units.read(origin, noStayIsTwoSessions.violations)).toHaveLength(1)
})

test('two stays that used one session id in one batch are two sessions', async () => {
  const key = randomUUID()
  const again = { ...heard(key, 'interim', 60, 40n), seconds: 300 }
  await record(heard(key, 'start', 0, 0n), heard(key, 'stop', 5, 100n), again)
  expect((await rows(key)).map(({ up, ended }) => [up, ended])).toEqual([
    [40n, null],
    [100n, 'nas'],
  ])
  const third = { ...heard(key, 'interim', 120, 3n), seconds: 60 }
  await record(third)
  expect((await rows(key)).map(({ up, ended }) => [up, ended])).toEqual([
    [3n, null],
    [100n, 'nas'],
    [40n, 'us'],
  ])
})

test('processes that hear of one session at once add it once and count all, in its hours, too', async () => {
  const { serviceId } = await units.unit(origin, (tx) => aService(tx))
  const keys = Array.from({ length: 20 }, () => randomUUID())
  const minutes = [0, 1, 2, 3, 4, 5, 6]
  const kindAt = (minute: number) => (minute === 0 ? 'start' : minute === 6 ? 'stop' : 'interim')
  const heardAt = (minute: number) =>
    keys.map((key) => ({
      ...heard(key, kindAt(minute), minute, BigInt(minute) * 100n),
      ...{ serviceId, isTimed: false },
    }))
  // Each router asks again before it has an answer, and the other process has it then.
  const all = await Promise.all(
    [...minutes, ...minutes].map((minute) => record(...heardAt(minute))),
  )
  expect(all.flat().reduce((sum, { up }) => sum + up, 0n)).toBe(20n * 600n)
  for (const key of keys) expect(await rows(key)).toMatchObject([{ up: 600n, ended: 'nas' }])
  expect(await units.read(origin, sessionsAreCounted.violations)).toEqual([])
})
