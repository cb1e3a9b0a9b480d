import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EVERY_DAY, type QuotaProfile } from '#modules/catalog/contract.ts'
import { count } from './count.ts'
import { type Counter, inOrderOfUse, type Policies } from './counter.ts'
import type { PeriodFacts } from './periods.ts'
import { standNow } from './stand.ts'
import { turn } from './turn.ts'
import { ispClock } from './isp-clock.ts'

const clock = ispClock('Africa/Nairobi')
const ms = (text: string) => Temporal.Instant.from(`${text}+03:00`).epochMilliseconds
const GB = 1_000_000_000n
const night = [{ days: EVERY_DAY, from: '22:00', to: '06:00' }]
const facts: PeriodFacts = {
  ...{ zone: 'Africa/Nairobi', anchor_ms: ms('2026-10-31T09:00') },
  weekStart: 'monday',
  charged: null,
}
const NOW = ms('2026-11-20T18:00')

const fairUse = {
  ...{ kind: 'fair-use', period: 'month', counts: 'total', freeWindows: [], notices: [] },
  stages: [
    {
      after: 10n * GB,
      speed: { down_bps: 5e6, up_bps: 2e6 },
      tier: null,
      weight: null,
      during: null,
    },
    {
      after: 20n * GB,
      speed: { down_bps: 1e6, up_bps: 1e6 },
      tier: null,
      weight: null,
      during: null,
    },
  ],
} as const satisfies Policies['fairUse']

const quotaOf = (
  allowances: QuotaProfile['allowances'],
  more: Partial<QuotaProfile> = {},
): QuotaProfile => ({
  kind: 'quota',
  allowances,
  atEnd: { do: 'cut' },
  rollover: 0,
  notices: [],
  ...more,
})
const data = (amount: bigint, during: typeof night | null = null) =>
  ({ meter: 'data', amount, period: 'month', during }) as const

const begin = (policies: Policies, at = NOW) => turn([], policies, facts, at).counters
const moved = (from: string, to: string, up: bigint, down: bigint) => ({
  ...{ from_ms: ms(from), to_ms: ms(to), up, down },
})
const used = (counters: readonly Counter[]) =>
  Object.fromEntries(counters.map(({ key, used: octets, beyond }) => [key, [octets, beyond]]))

describe('fair use', () => {
  const policies = { fairUse, quota: null }
  const stageAt = (counters: readonly Counter[]) =>
    standNow(counters, [], policies, clock, NOW).usage.stage

  test.each([
    [9n * GB, null],
    [10n * GB, 0],
    [19n * GB, 0],
    [25n * GB, 1],
  ])('%s bytes reach stage %s', (octets, stage) => {
    const after = count(
      begin(policies),
      [moved('2026-11-20T17:00', '2026-11-20T17:05', 0n, octets)],
      policies,
      clock,
    )
    expect(stageAt(after)).toBe(stage)
  })

  test('what moved before the period began, or in free hours, does not count', () => {
    const free = { fairUse: { ...fairUse, freeWindows: night }, quota: null }
    const after = count(
      begin(free),
      [
        moved('2026-10-31T23:30', '2026-11-01T00:30', 0n, 100n),
        moved('2026-11-19T21:30', '2026-11-19T22:30', 0n, 50n),
        moved('2026-11-19T12:00', '2026-11-19T12:05', 7n, 0n),
      ],
      free,
      clock,
    )
    // The half hour of November was night, too.
    expect(used(after)).toEqual({ 'fair-use': [25n + 7n, 0n] })
  })

  test('a month turns, and everything begins anew', () => {
    const full = count(
      begin(policies),
      [moved('2026-11-20T17:00', '2026-11-20T17:05', 0n, 11n * GB)],
      policies,
      clock,
    )
    const stand = standNow(full, [], policies, clock, NOW)
    expect(stand.nextAt_ms).toBe(ms('2026-12-01T00:00'))
    const next = turn(full, policies, facts, ms('2026-12-01T00:00'))
    expect(next.past).toMatchObject([{ used: 11n * GB }])
    expect(next.counters).toMatchObject([{ used: 0n, from_ms: ms('2026-12-01T00:00') }])
  })

  test('a change of plan within the month keeps what was used', () => {
    const full = count(
      begin(policies),
      [moved('2026-11-20T17:00', '2026-11-20T17:05', 0n, 11n * GB)],
      policies,
      clock,
    )
    const other = { fairUse: { ...fairUse, counts: 'down' as const }, quota: null }
    expect(turn(full, other, facts, NOW).counters).toMatchObject([
      { used: 11n * GB, meter: 'down' },
    ])
  })
})

describe('quotas', () => {
  test('allowances are used in their order, a night bundle at night only, and the rest is stated', () => {
    const policies = { fairUse: null, quota: quotaOf([data(100n, night), data(1_000n)]) }
    const day = count(
      begin(policies),
      [moved('2026-11-20T12:00', '2026-11-20T12:05', 0n, 300n)],
      policies,
      clock,
    )
    expect(used(day)).toEqual({ 'plan:0': [0n, 0n], 'plan:1': [300n, 0n] })
    const over = count(
      day,
      [moved('2026-11-19T23:00', '2026-11-19T23:05', 0n, 1_000n)],
      policies,
      clock,
    )
    expect(used(over)).toEqual({ 'plan:0': [100n, 0n], 'plan:1': [1_000n, 200n] })
    expect(standNow(over, [], policies, clock, NOW).usage.quota?.state).toBe('used-up')
  })

  test('a used-up day comes back to life when the night bundle opens', () => {
    const policies = { fairUse: null, quota: quotaOf([data(100n), data(500n, night)]) }
    const after = count(
      begin(policies),
      [moved('2026-11-20T12:00', '2026-11-20T12:05', 0n, 100n)],
      policies,
      clock,
    )
    const now = standNow(after, [], policies, clock, NOW)
    expect(now.usage.quota).toMatchObject({ state: 'used-up', left_bytes: 0n })
    expect(now.nextAt_ms).toBe(ms('2026-11-20T22:00'))
    const later = standNow(after, [], policies, clock, ms('2026-11-20T22:00'))
    expect(later.usage.quota).toMatchObject({ state: 'left', left_bytes: 500n })
  })

  test('of data and time, whichever ends first ends the service', () => {
    const time = { meter: 'time', amount: 3_600n, period: 'day', during: null } as const
    const policies = { fairUse: null, quota: quotaOf([data(1_000n), time]) }
    const after = count(
      begin(policies),
      [moved('2026-11-20T12:00', '2026-11-20T13:30', 1n, 1n)],
      policies,
      clock,
    )
    expect(standNow(after, [], policies, clock, NOW).usage.quota).toEqual({
      ...{ state: 'used-up', left_bytes: 998n, counts: 'data', left_s: 0 },
    })
    expect(used(after)['plan:1']).toEqual([3_600n, 1_800n])
  })

  test('what is left lives on for as many periods as the plan says, and is used first', () => {
    const policies = { fairUse: null, quota: quotaOf([data(1_000n)], { rollover: 1 }) }
    const after = count(
      begin(policies),
      [moved('2026-11-20T12:00', '2026-11-20T12:05', 0n, 300n)],
      policies,
      clock,
    )
    const { rolledOver, counters } = turn(after, policies, facts, ms('2026-12-01T00:00'))
    expect(rolledOver).toMatchObject([{ amount: 700n, to_ms: ms('2027-01-01T00:00') }])
    const [plan] = counters
    const carried = { ...plan!, key: 'extra:a', granted: 700n } // one allowance makes one counter
    expect(inOrderOfUse([...counters, carried]).map(({ key }) => key)).toEqual([
      'extra:a',
      'plan:0',
    ])
    expect(turn(after, policies, facts, ms('2027-02-01T00:00')).rolledOver).toEqual([])
  })

  test('nothing is lost or counted twice, however it is cut and whatever is left', () => {
    const policies = { fairUse: null, quota: quotaOf([data(10_000n, night), data(50_000n)]) }
    const anyMoved = fc.record({
      from_ms: fc.integer({ min: ms('2026-11-02T00:00'), max: ms('2026-11-19T00:00') }),
      length: fc.integer({ min: 0, max: 2e7 }),
      ...{ up: fc.bigInt(0n, 9_999n), down: fc.bigInt(0n, 9_999n) },
    })
    fc.assert(
      fc.property(fc.array(anyMoved, { maxLength: 12 }), (some) => {
        const all = some.map(({ from_ms, length, up, down }) => ({
          from_ms,
          to_ms: from_ms + length,
          up,
          down,
        }))
        const after = count(begin(policies), all, policies, clock)
        const counted = after.reduce((sum, one) => sum + one.used + one.beyond, 0n)
        expect(counted).toBe(all.reduce((sum, { up, down }) => sum + up + down, 0n))
        for (const one of after) expect(one.used <= (one.granted ?? 0n)).toBe(true)
      }),
    )
  })
})

test.each([
  ['day', '2026-11-20T00:00', '2026-11-21T00:00'],
  ['week', '2026-11-16T00:00', '2026-11-23T00:00'],
  ['month', '2026-11-01T00:00', '2026-12-01T00:00'],
  ['billing-period', '2026-10-31T09:00', '2026-11-30T09:00'],
] as const)('a %s around Friday evening', (period, from, to) => {
  const policies = { fairUse: null, quota: quotaOf([{ ...data(1n), period }]) }
  expect(begin(policies)).toMatchObject([{ from_ms: ms(from), to_ms: ms(to) }])
})
