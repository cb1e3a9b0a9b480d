import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatRate, parseRate, type Rate } from '#kernel/rate.ts'
import { must } from '#kernel/assert.ts'
import { EVERY_DAY, type FairUsePolicy, type SpeedProfile } from '#modules/catalog/contract.ts'
import { NOTHING_USED } from '#modules/usage/contract.ts'
import { type SpeedFacts, speedNow } from './allowance.ts'

const r = (text: string): Rate => must(parseRate(text), `${text} is a rate`)
const at = (time: string) =>
  Temporal.PlainDateTime.from(`2026-11-20T${time}`).toZonedDateTime('Africa/Nairobi')

const speed: SpeedProfile = {
  ...{ kind: 'speed', rate: r('20M/10M'), guaranteed: r('4M/2M'), tier: 1, weight: 2 },
  burst: { rate: r('30M/15M'), threshold: r('15M/8M'), time_s: 10 },
  windows: [
    { during: [{ days: EVERY_DAY, from: '22:00', to: '06:00' }], rate: r('40M/20M'), burst: null },
  ],
}
const fairUse: FairUsePolicy = {
  ...{ kind: 'fair-use', period: 'month', counts: 'total', freeWindows: [], notices: [] },
  stages: [
    { after: 100n, speed: r('5M/2M'), tier: 2, weight: 1, during: null },
    {
      ...{ after: 200n, speed: r('2M/1M'), tier: null, weight: null },
      during: [{ days: EVERY_DAY, from: '18:00', to: '23:00' }],
    },
  ],
}
const facts: SpeedFacts = {
  ...{ speed, fairUse, quota: null, hours: null, serving: 'full', usage: NOTHING_USED },
  slow: { overdue: r('1M/512k'), walledGarden: r('256k/256k') },
}
const boost = { ...r('50M/25M'), until_ms: at('20:00').epochMilliseconds }
const given = (change: Partial<SpeedFacts>, time = '12:00') =>
  speedNow({ ...facts, ...change }, at(time))
const told = (change: Partial<SpeedFacts>, time?: string) => {
  const { rate } = given(change, time)
  return rate && formatRate(rate)
}

describe('the speed of a service', () => {
  test.each<[string, Partial<SpeedFacts>, string, string | null]>([
    ['is the plan’s', {}, '12:00', '20M/10M'],
    ['is that of the window by night', {}, '23:30', '40M/20M'],
    [
      'is the stage’s when fair use is over',
      { usage: { ...NOTHING_USED, stage: 0 } },
      '12:00',
      '5M/2M',
    ],
    ['is slow by stage also by night', { usage: { ...NOTHING_USED, stage: 0 } }, '23:30', '5M/2M'],
    [
      'is slow in the hours of its stage',
      { usage: { ...NOTHING_USED, stage: 1 } },
      '19:00',
      '2M/1M',
    ],
    [
      'is not slow outside the hours of its stage',
      { usage: { ...NOTHING_USED, stage: 1 } },
      '12:00',
      '20M/10M',
    ],
    ['is boosted above the plan', { usage: { ...NOTHING_USED, boost } }, '12:00', '50M/25M'],
    [
      'is boosted out of fair use',
      { usage: { ...NOTHING_USED, stage: 0, boost } },
      '12:00',
      '50M/25M',
    ],
    [
      'is the plan’s again when the boost is over',
      { usage: { ...NOTHING_USED, boost } },
      '20:00',
      '20M/10M',
    ],
    [
      'is slow for who owes, boost or not',
      { serving: 'throttled', usage: { ...NOTHING_USED, boost } },
      '12:00',
      '1M/512k',
    ],
    [
      'is the garden’s for who sees only the portal',
      { serving: 'walled-garden', usage: { ...NOTHING_USED, boost } },
      '12:00',
      '256k/256k',
    ],
    ['is unlimited where the plan names none', { speed: null, fairUse: null }, '12:00', null],
  ])('%s', (_, change, time, rate) => {
    expect(told(change, time)).toBe(rate)
  })

  test('tells each step that made it what it is', () => {
    const { steps } = given({ usage: { ...NOTHING_USED, stage: 0 }, serving: 'throttled' }, '23:30')
    expect(steps.map(({ because }) => because)).toEqual(['plan', 'window', 'fair-use', 'overdue'])
  })

  test('bursts only while it is as it was sold', () => {
    expect(given({}).burst).toEqual(speed.burst)
    expect(given({ usage: { ...NOTHING_USED, stage: 0 } }).burst).toBeNull()
  })

  test('stands back against others in a stage that says so', () => {
    expect(given({ usage: { ...NOTHING_USED, stage: 0 } })).toMatchObject({ tier: 2, weight: 1 })
    expect(given({})).toMatchObject({ tier: 1, weight: 2, guaranteed: r('4M/2M') })
  })

  test('says when time alone changes it next', () => {
    expect(given({ fairUse: null }).until_ms).toBe(at('22:00').epochMilliseconds)
    expect(given({}).until_ms).toBe(at('18:00').epochMilliseconds)
    expect(given({ fairUse: null, usage: { ...NOTHING_USED, boost } }).until_ms).toBe(
      boost.until_ms,
    )
  })
})

test('no slowing ever makes faster, and until the next change nothing changes', () => {
  const stage = fc.constantFrom(null, 0, 1)
  const serving = fc.constantFrom('full' as const, 'throttled' as const)
  const minute = fc.integer({ min: 0, max: 7 * 24 * 60 - 1 })
  fc.assert(
    fc.property(
      stage,
      serving,
      minute,
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (place, kind, minutes, share) => {
        const then = at('00:00').add({ minutes })
        const all = { ...facts, serving: kind, usage: { ...NOTHING_USED, stage: place } }
        const now = speedNow(all, then)
        const free = speedNow(facts, then)
        expect(now.rate?.down_bps).toBeLessThanOrEqual(free.rate?.down_bps ?? Infinity)
        const until = now.until_ms ?? then.epochMilliseconds
        const between = Math.floor(
          then.epochMilliseconds + (until - then.epochMilliseconds) * share,
        )
        const later = Temporal.Instant.fromEpochMilliseconds(between).toZonedDateTimeISO(
          then.timeZoneId,
        )
        expect(speedNow(all, later).rate).toEqual(now.rate)
      },
    ),
  )
})
