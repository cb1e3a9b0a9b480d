import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { testTx, type TestTx } from '#platform/testing.ts'
import { countUsage } from '../commands/count-usage.ts'
import { foldHours } from '../store/hours.ts'
import { aCountedService, aStage } from '../testing.ts'
import { usageChart } from './chart.ts'
import { serviceUsage } from './service-usage.ts'

const ms = (text: string) => Temporal.Instant.from(text).epochMilliseconds

/** 17:30 today, the first of the month, and the month before; 1,000 down and 100 up each time. */
const WHEN = ['2026-11-20T17:30+03:00', '2026-11-01T00:05+03:00', '2026-10-15T12:10+03:00']
async function used(tx: TestTx) {
  const { serviceId } = await aCountedService(tx, { stages: [aStage(1_500n)] })
  const deltas = WHEN.map((at) => ({
    ...{ serviceId, sessionId: randomUUID(), up: 100n, down: 1_000n },
    ...{ from_ms: ms(at), to_ms: ms(at) + 600_000 },
  }))
  await countUsage(tx, deltas)
  return serviceId
}
const sums = (points: readonly { at: string; down: string }[]) =>
  Object.fromEntries(points.filter(({ down }) => down !== '0').map(({ at, down }) => [at, down]))

test('a service shows what it used, its stage and its counter', () =>
  testTx(async (tx) => {
    const usage = await serviceUsage(tx, await used(tx))
    expect(usage).toMatchObject({
      ...{ stage: 0, stages: [{ after: '1500' }], quota: null, extras: [] },
      counters: [{ key: 'fair-use', used: '2200', granted: null }],
      today: { up: '100', down: '1000', seconds: 600 },
      ...{ thisMonth: { down: '2000' }, lastMonth: { down: '1000' } },
    })
  }))

test('charts are without gaps, in the ISP’s zone, the same before and after hours are folded into days', () =>
  testTx(async (tx) => {
    const serviceId = await used(tx)
    const chart = async (unit: 'hour' | 'day' | 'month') =>
      (await usageChart(tx, { serviceId, unit })).points
    const seen = async () => ({ day: sums(await chart('day')), month: sums(await chart('month')) })
    expect(sums(await chart('hour'))).toEqual({ '2026-11-20T17:00': '1000' })
    expect(await chart('hour')).toHaveLength(48)
    const before = await seen()
    expect(before).toEqual({
      day: { '2026-11-01T00:00': '1000', '2026-11-20T00:00': '1000' },
      month: { '2026-10-01T00:00': '1000', '2026-11-01T00:00': '2000' },
    })
    const cut = Temporal.Instant.from('2026-11-10T00:00+03:00')
    const fold = { before: cut, zone: 'Africa/Nairobi', limit: 1_000 }
    expect(await foldHours(tx, fold)).toBe(2)
    expect(await foldHours(tx, fold)).toBe(0)
    expect(await seen()).toEqual(before)
  }))
