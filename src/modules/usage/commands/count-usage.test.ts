import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { testUnits, type TestUnits } from '#platform/testing.ts'
import type { Reconciler } from '#platform/jobs.ts'
import { NOTHING_USED } from '../contract.ts'
import { releasingReservations, turningPeriods } from '../jobs.ts'
import { reservedIsPromised, standingsSayTheStage } from '../queries/invariants.ts'
import { usageChangedSince, usageNow } from '../queries/usage-now.ts'
import { aCountedService, aStage } from '../testing.ts'
import { addExtra } from './add-extra.ts'
import { countUsage } from './count-usage.ts'
import { reserveQuota } from './reserve-quota.ts'
import { settleReservations } from './settle-reservations.ts'
import { undoExtra } from './undo-extra.ts'

const origin = { actor: system('test'), name: 'test.count' }
const GB = 1_000_000_000n
let units: TestUnits
beforeAll(async () => {
  units = await testUnits()
})

const work = <T>(doing: Parameters<typeof units.unit<T>>[1]) => units.unit(origin, doing)
const aService = async (given: Parameters<typeof aCountedService>[1]) =>
  (await work((tx) => aCountedService(tx, given))).serviceId
const dataQuota = (amount: bigint, rollover = 0) => ({
  quota: {
    ...{ rollover },
    allowances: [{ meter: 'data', amount: String(amount), period: 'month', during: null } as const],
  },
})

/** So much in the five minutes before now. */
async function moves(serviceId: string, octets: bigint, sessionId: string = randomUUID()) {
  const to_ms = units.clock.now().epochMilliseconds
  const delta = { serviceId, sessionId, up: 0n, down: octets, from_ms: to_ms - 300_000, to_ms }
  return work((tx) => countUsage(tx, [delta]))
}
const now = async (serviceId: string) =>
  (await units.read(origin, (read) => usageNow(read, { ids: [serviceId] })))[0]?.usage
async function events(name: string, serviceId: string) {
  const { rows } = await sql<{ payload: unknown }>`
    select payload from platform.event where name = ${name} and payload->>'serviceId' = ${serviceId} order by id`.execute(
    units.database.sql,
  )
  return rows.map(({ payload }) => payload)
}
const closed = ({ close }: Reconciler) =>
  close({
    unit: work,
    read: (doing) => units.read(origin, doing),
    signal: new AbortController().signal,
    attempt: 1,
  })
const broken = () =>
  units.read(origin, async (read) => [
    ...(await reservedIsPromised.violations(read)),
    ...(await standingsSayTheStage.violations(read)),
  ])

test('a stage is reached once and told once; the next month begins without it', async () => {
  const serviceId = await aService({ stages: [aStage(10n * GB)] })
  const { mark } = await units.read(origin, (read) => usageChangedSince(read, null))
  expect(await moves(serviceId, 9n * GB)).toMatchObject([{ usage: NOTHING_USED }])
  expect(await moves(serviceId, 2n * GB)).toMatchObject([{ usage: { stage: 0 }, isChanged: true }])
  expect(await moves(serviceId, 2n * GB)).toMatchObject([{ usage: { stage: 0 }, isChanged: false }])
  expect(await now(serviceId)).toMatchObject({ stage: 0 })
  const changed = await units.read(origin, (read) => usageChangedSince(read, mark))
  expect(changed.serviceIds).toEqual([serviceId])

  units.clock.passes('P11D')
  await closed(turningPeriods)
  expect(await now(serviceId)).toEqual(NOTHING_USED)
  expect(await events('usage.stage-changed', serviceId)).toEqual([
    { serviceId, from: null, to: 0 },
    { serviceId, from: 0, to: null },
  ])
  expect(await broken()).toEqual([])
})

test('the first batch of a new month finds the month turned, whoever is first', async () => {
  const serviceId = await aService({ stages: [aStage(GB)] })
  await moves(serviceId, 5n * GB)
  units.clock.passes('P31D')
  expect(await moves(serviceId, 10n)).toMatchObject([{ usage: NOTHING_USED }])
})

test('batches of several processes at once count everything', async () => {
  const serviceIds = await Promise.all(
    Array.from({ length: 5 }, () => aService({ stages: [aStage(50n)], ...dataQuota(1_000n) })),
  )
  const to_ms = units.clock.now().epochMilliseconds
  const batch = serviceIds.map((serviceId) => ({
    ...{ serviceId, sessionId: randomUUID(), up: 1n, down: 2n, from_ms: to_ms - 7_200_000, to_ms },
  }))
  await Promise.all(
    Array.from({ length: 20 }, (_, turn) =>
      work((tx) => countUsage(tx, turn % 2 === 0 ? batch : batch.toReversed())),
    ),
  )
  const { rows } = await sql<{ up: bigint; down: bigint; stage: number; used: bigint[] }>`
    select (select sum(up)::bigint from usage.hour h where h.service_id = s.service_id) as up,
           (select sum(down)::bigint from usage.hour h where h.service_id = s.service_id) as down, s.stage,
           (select array_agg(used) from usage.counter c where c.service_id = s.service_id) as used
    from usage.standing s where s.service_id = any(${serviceIds}::uuid[])`.execute(
    units.database.sql,
  )
  for (const row of rows) expect(row).toMatchObject({ up: 20n, down: 40n, stage: 0 })
  expect(rows.flatMap(({ used }) => used).map(String)).toEqual(Array(10).fill('60'))
  for (const serviceId of serviceIds)
    expect(await events('usage.stage-changed', serviceId)).toHaveLength(1)
})

test('a used-up quota comes back with a top-up, which can be taken back as far as it is unused', async () => {
  const serviceId = await aService(dataQuota(GB))
  expect(await moves(serviceId, 2n * GB)).toMatchObject([
    { usage: { quota: { state: 'used-up', left_bytes: 0n } } },
  ])
  const add = {
    serviceId,
    to: null,
    how: 'bought',
    reason: '',
    cause: `charge ${serviceId}`,
  } as const
  const what = { kind: 'data', amount: 3n * GB } as const
  const extraId = await work((tx) => addExtra(tx, { ...add, what }))
  expect(await work((tx) => addExtra(tx, { ...add, what }))).toBeNull()
  expect(await now(serviceId)).toMatchObject({ quota: { state: 'left', left_bytes: 3n * GB } })
  await moves(serviceId, GB)
  await work((tx) => undoExtra(tx, { serviceId, extraId: extraId ?? '', reason: 'Wrong one' }))
  expect(await now(serviceId)).toMatchObject({ quota: { state: 'used-up', left_bytes: 0n } })
  await expect(
    work((tx) => undoExtra(tx, { serviceId, extraId: extraId ?? '', reason: '' })),
  ).rejects.toThrow('taken back')
  expect((await events('usage.quota-changed', serviceId)).length).toBe(3)
})

test('a boost is told at once and is over when it is', async () => {
  const serviceId = await aService({ stages: [aStage(GB)] })
  const rate = { down_bps: 50_000_000, up_bps: 20_000_000 }
  const to = units.clock.now().add({ hours: 2 })
  await work((tx) =>
    addExtra(tx, { serviceId, what: { kind: 'boost', rate }, to, how: 'given', reason: 'Sorry' }),
  )
  expect(await now(serviceId)).toMatchObject({ boost: { ...rate, until_ms: to.epochMilliseconds } })
  await expect(
    work((tx) =>
      addExtra(tx, {
        ...{ serviceId, to: null, how: 'given', reason: '' },
        what: { kind: 'data', amount: 1n },
      }),
    ),
  ).rejects.toThrow('counts no data')
  units.clock.passes('PT3H')
  expect(await now(serviceId)).toEqual(NOTHING_USED)
})

test('what is left rolls over once, and is used before what the new month gives', async () => {
  const serviceId = await aService(dataQuota(10n * GB, 1))
  await moves(serviceId, 4n * GB)
  units.clock.passes('P31D')
  await closed(turningPeriods)
  expect(await now(serviceId)).toMatchObject({ quota: { left_bytes: 16n * GB } })
  await moves(serviceId, 5n * GB)
  units.clock.passes('P31D')
  await closed(turningPeriods)
  // One of the six that came over went with the month; the ten are whole.
  expect(await now(serviceId)).toMatchObject({ quota: { left_bytes: 20n * GB } })
})

test('sessions that ask at once are never promised more than there is (P29), and give back what they leave (P30)', async () => {
  const serviceId = await aService(dataQuota(1_000n))
  await moves(serviceId, 100n)
  const expires = units.clock.now().add({ minutes: 10 })
  const sessions = Array.from({ length: 20 }, () => randomUUID())
  const ask = (sessionId: string) =>
    work((tx) =>
      reserveQuota(tx, { serviceId, sessionId, seq: 0, meter: 'data', wanted: 130n, expires }),
    )
  // Each asks twice, as over a network that loses answers.
  const answers = await Promise.all([...sessions, ...sessions].map(ask))
  const promised = answers.slice(0, 20)
  expect(answers.slice(20)).toEqual(promised)
  expect(promised.reduce((sum, one) => sum + one, 0n)).toBe(900n)
  expect(await broken()).toEqual([])

  const winners = sessions.filter((_, place) => (promised[place] ?? 0n) > 0n)
  await Promise.all(winners.map((sessionId) => moves(serviceId, 50n, sessionId)))
  expect(await broken()).toEqual([])
  await work((tx) =>
    settleReservations(tx, { serviceIds: [serviceId], which: { sessionIds: winners.slice(1) } }),
  )
  units.clock.passes('PT11M')
  await closed(releasingReservations)
  const { rows } = await sql<{ used: bigint; reserved: bigint; beyond: bigint }>`
    select used, reserved, beyond from usage.counter where service_id = ${serviceId}`.execute(
    units.database.sql,
  )
  const all = 100n + BigInt(winners.length) * 50n
  expect(rows).toEqual([{ used: all, reserved: 0n, beyond: 0n }])
})

test('shares of a quota and of fair use are announced once each, and begin anew with their period', async () => {
  const { quota } = dataQuota(10n * GB)
  const serviceId = await aService({ quota: { ...quota, notices: [5_000, 8_000] } })
  await moves(serviceId, 4n * GB)
  expect(await events('usage.share-reached', serviceId)).toEqual([])
  await moves(serviceId, 2n * GB)
  await moves(serviceId, GB)
  await moves(serviceId, 2n * GB)
  const reached = (share_bp: number) => ({ serviceId, of: 'quota', share_bp })
  const told = await events('usage.share-reached', serviceId)
  expect(told).toHaveLength(2)
  expect(told).toEqual(expect.arrayContaining([reached(5_000), reached(8_000)]))
})

test('a quota by the hour is there again with the next full hour', async () => {
  const allowance = { meter: 'data', amount: String(GB), period: 'hour', during: null } as const
  const serviceId = await aService({ quota: { allowances: [allowance] } })
  await moves(serviceId, GB)
  expect((await now(serviceId))?.quota?.state).toBe('used-up')
  units.clock.passes('PT1H')
  await closed(turningPeriods)
  expect((await now(serviceId))?.quota).toMatchObject({ state: 'left', left_bytes: GB })
})
