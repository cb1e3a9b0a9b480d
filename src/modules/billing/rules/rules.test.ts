import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Period } from '#kernel/period.ts'
import { priceOfStretch, timeLeft, valueLeft, type Ticks } from './proration.ts'
import { bookedAt, earnedDays } from './recognition.ts'
import { aheadOf, isDue, nextPeriod, startOfNext, wholePeriod } from './renewal.ts'
import { isEnough } from './restoring.ts'
import { spend, type Wish } from './spending.ts'
import { unearnedOf } from './unearned.ts'
import { lineWords } from './words.ts'

const NAIROBI = 'Africa/Nairobi'
const instant = (text: string) => Temporal.Instant.from(text)
const span = (from: string, to: string): Period => ({ from: instant(from), to: instant(to) })
const DECEMBER = span('2026-12-01T00:00:00+03:00', '2027-01-01T00:00:00+03:00')
const DAYS: Ticks = { in: 'day', zone: NAIROBI }

describe('proration', () => {
  const prices = fc.bigInt({ min: 0n, max: 10_000_000_000n })
  const ticks = fc.record({
    in: fc.constantFrom('second' as const, 'day' as const),
    zone: fc.constantFrom(NAIROBI, 'America/New_York', 'Europe/Paris', 'Pacific/Apia'),
  })
  const moments = fc
    .array(fc.integer({ min: 0, max: 31 * 86_400 }), { maxLength: 8 })
    .map((seconds) =>
      [0, ...seconds.toSorted((a, b) => a - b), 31 * 86_400].map((at) =>
        DECEMBER.from.add({ seconds: at }),
      ),
    )

  test('the parts of a period sum to its price, however it is cut', () => {
    fc.assert(
      fc.property(prices, ticks, moments, (price, how, cuts) => {
        const parts = cuts
          .slice(1)
          .map((to, place) => ({ from: cuts[place] ?? DECEMBER.from, to }))
          .map((part) => priceOfStretch(price, DECEMBER, part, how))
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(price)
        for (const part of parts) expect(part >= 0n).toBe(true)
      }),
    )
  })

  test('what is left never grows, and up and down at one moment is nothing', () => {
    fc.assert(
      fc.property(prices, ticks, moments, (price, how, cuts) => {
        const left = cuts.map((at) => valueLeft(price, DECEMBER, at, how))
        expect(left).toEqual(left.toSorted((a, b) => (a > b ? -1 : a < b ? 1 : 0)))
        expect([left[0], left.at(-1)]).toEqual([price, 0n])
        const at = cuts[1] ?? DECEMBER.from
        expect(priceOfStretch(price, DECEMBER, { from: at, to: at }, how)).toBe(0n)
      }),
    )
  })

  test.each([
    // Twelve days of December at 2,999; the day of a change belongs to what comes after it.
    ['2026-12-20T00:00:00+03:00', DAYS, 12n, 31n, 116_090n],
    ['2026-12-20T23:59:59+03:00', DAYS, 12n, 31n, 116_090n],
    [
      '2026-12-31T12:00:00+03:00',
      { in: 'second', zone: NAIROBI },
      43_200_000n,
      2_678_400_000n,
      4_837n,
    ],
    ['2026-12-31T12:00:00+03:00', { in: 'none', zone: NAIROBI }, 0n, 1n, 0n],
    ['2026-11-01T00:00:00+03:00', DAYS, 31n, 31n, 299_900n],
    ['2027-02-01T00:00:00+03:00', DAYS, 0n, 31n, 0n],
  ] as const)('at %s %o', (at, how, left, of, value) => {
    expect(timeLeft(DECEMBER, instant(at), how)).toEqual({ left, of })
    expect(valueLeft(299_900n, DECEMBER, instant(at), how)).toBe(value)
  })
})

describe('the next period', () => {
  const month = { unit: 'month', count: 1, mode: 'elapsed', anchor: null } as const
  const usual = { zone: NAIROBI, weekStart: 1, grace_s: 0, wasOn: true }
  const last = { anchor: instant('2027-01-31T06:00:00Z'), k: 0, sameValidity: true }
  const to = instant('2027-02-28T06:00:00Z')

  test.each([
    [
      'first',
      { now: '2027-01-31T06:00:00Z', last: undefined },
      '2027-01-31T06:00:00Z',
      '2027-02-28T06:00:00Z',
    ],
    [
      'early',
      { now: '2027-02-27T06:00:00Z', last: { ...last, to } },
      '2027-02-28T06:00:00Z',
      '2027-03-31T06:00:00Z',
    ],
    [
      'at the end',
      { now: '2027-02-28T06:00:00Z', last: { ...last, to } },
      '2027-02-28T06:00:00Z',
      '2027-03-31T06:00:00Z',
    ],
    [
      'in grace',
      { now: '2027-03-01T05:00:00Z', last: { ...last, to }, grace_s: 86_400 },
      '2027-02-28T06:00:00Z',
      '2027-03-31T06:00:00Z',
    ],
    [
      'in grace, but held',
      { now: '2027-03-01T05:00:00Z', last: { ...last, to }, grace_s: 86_400, wasOn: false },
      '2027-03-01T05:00:00Z',
      '2027-04-01T05:00:00Z',
    ],
    [
      'after the grace',
      { now: '2027-03-01T06:00:00Z', last: { ...last, to }, grace_s: 86_400 },
      '2027-03-01T06:00:00Z',
      '2027-04-01T06:00:00Z',
    ],
    [
      'of another plan',
      { now: '2027-02-27T06:00:00Z', last: { ...last, to, sameValidity: false } },
      '2027-02-28T06:00:00Z',
      '2027-03-28T06:00:00Z',
    ],
  ])('%s', (_, given, from, until) => {
    const about = { ...usual, ...given, now: instant(given.now) }
    const begins = startOfNext({ ...about, last: about.last?.to })
    const next = nextPeriod(month, { ...about, begins })
    expect([next.period.from.toString(), next.period.to.toString()]).toEqual([from, until])
  })

  test.each([
    ['an hour', '2026-12-01T01:00:00Z', 7, 'PT15M1S'],
    ['a day', '2026-12-02T00:00:00Z', 7, 'PT6H'],
    ['a week', '2026-12-08T00:00:00Z', 7, 'PT42H'],
    ['a month', '2027-01-01T00:00:00Z', 7, 'PT168H15M'],
    ['a year', '2027-12-01T00:00:00Z', 7, 'PT168H15M'],
    ['a month, where nothing is bought ahead', '2027-01-01T00:00:00Z', 0, 'PT15M1S'],
  ])('money buys %s so long before its time', (_, to, days, ahead) => {
    const next = span('2026-12-01T00:00:00Z', to)
    expect(Temporal.Duration.compare(aheadOf(next, days), ahead)).toBe(0)
  })

  test('is due within that time, and not at its edge', () => {
    const now = instant('2026-12-01T00:00:00Z')
    expect(isDue(now.add({ hours: 1 }), now, { hours: 1 })).toBe(false)
    expect(isDue(now.add({ minutes: 59 }), now, { hours: 1 })).toBe(true)
    expect([isDue(now, now, { hours: 0 }), isDue(null, now, { hours: 0 })]).toEqual([true, true])
  })

  test('a calendar month that was joined in the middle began on its anchor', () => {
    const joined = span('2027-02-10T10:00:00+03:00', '2027-02-28T00:00:00+03:00')
    const on31 = { ...month, mode: 'calendar', anchor: 31 } as const
    expect(wholePeriod(on31, joined, NAIROBI).from).toEqual(instant('2027-01-31T00:00:00+03:00'))
    expect(wholePeriod(month, joined, NAIROBI)).toEqual(joined)
  })
})

describe('a wallet', () => {
  const wish = fc.record({
    kind: fc.constantFrom('overdue' as const, 'renewal' as const, 'owed' as const),
    id: fc.uuid(),
    cents: fc.bigInt({ min: 0n, max: 1_000_000n }),
  })

  test('is never overspent; renewals are whole or not at all', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -5n, max: 2_000_000n }), fc.array(wish), (wallet, wishes) => {
        const { spent, short, left } = spend(wallet, wishes)
        const has = wallet > 0n ? wallet : 0n
        expect(spent.reduce((sum, { cents }) => sum + cents, left)).toBe(has)
        for (const one of spent)
          if (one.wish.kind === 'renewal') expect(one.cents).toBe(one.wish.cents)
        for (const { missing } of short) expect(missing > 0n).toBe(true)
      }),
    )
  })

  test('pays what is overdue before anything else, in part where it must', () => {
    const wishes: Wish[] = [
      { kind: 'overdue', id: 'old', cents: 70n },
      { kind: 'overdue', id: 'older', cents: 70n },
      { kind: 'renewal', id: 'line', cents: 10n },
    ]
    const { spent, short } = spend(100n, wishes)
    expect(spent.map(({ wish: { id }, cents }) => [id, cents])).toEqual([
      ['old', 70n],
      ['older', 30n],
    ])
    expect(short.map(({ missing }) => missing)).toEqual([10n])
  })
})

test('what is unearned falls by the second, after credits', () => {
  const half = instant('2026-12-16T12:00:00+03:00')
  expect(unearnedOf(1_001n, 0n, DECEMBER, half)).toBe(501n)
  expect(unearnedOf(1_000n, 300n, DECEMBER, half)).toBe(200n)
  expect(unearnedOf(1_000n, 600n, DECEMBER, half)).toBe(0n)
  expect(unearnedOf(1_000n, 0n, null, half)).toBe(0n)
})

describe('a line explains itself', () => {
  const name = { en: 'Home 20', sw: 'Home 20' }
  const usual = { name, quantity: 1n, list: 299_900n, price: 299_900n, zone: NAIROBI, period: null }
  test.each([
    [
      'whole',
      { ...usual, period: DECEMBER },
      'Home 20, 1 Dec 2026 – 31 Dec 2026',
      'Home 20, 1 Des 2026 – 31 Des 2026',
    ],
    [
      'part',
      { ...usual, price: 116_090n, part: { left: 12n, of: 31n, unit: 'day', whole: 299_900n } },
      '12 of 31 days of Home 20 at 2,999',
      'Siku 12 kati ya 31 za Home 20 kwa 2,999',
    ],
    [
      'discount',
      { ...usual, price: 250_050n },
      'Home 20; list price 2,999, less 498.50',
      'Home 20; bei 2,999, punguzo 498.50',
    ],
    [
      'many',
      { ...usual, name: { en: 'Router', sw: '' }, quantity: 2n },
      '2 × Router',
      '2 × Router',
    ],
  ] as const)('%s', (_, line, en, sw) => {
    expect(lineWords(line)).toEqual({ en, sw })
  })

  // The last day that is in it, as on any invoice; with the time of day only where days would hide what was sold.
  test.each([
    ['a month', '2028-02-01T00:00', '2028-03-01T00:00', '1 Feb 2028 – 29 Feb 2028'],
    ['a day', '2026-12-31T00:00', '2027-01-01T00:00', '31 Dec 2026'],
    ['to the end of a day', '2026-12-20T15:00', '2027-01-01T00:00', '20 Dec 2026 – 31 Dec 2026'],
    ['to a moment', '2026-11-20T15:00', '2026-12-20T15:00', '20 Nov 2026 – 20 Dec 2026'],
    ['hours', '2026-12-01T14:00', '2026-12-01T15:30', '1 Dec 2026, 14:00 – 1 Dec 2026, 15:30'],
    [
      'to midnight',
      '2026-12-01T14:00',
      '2026-12-02T00:00',
      '1 Dec 2026, 14:00 – 2 Dec 2026, 00:00',
    ],
  ])('%s', (_, from, to, said) => {
    const at = (local: string) =>
      Temporal.PlainDateTime.from(local).toZonedDateTime(NAIROBI).toInstant()
    const period = { from: at(from), to: at(to) }
    expect(lineWords({ ...usual, period }).en).toBe(`Home 20, ${said}`)
  })
})

describe('what opens a service again', () => {
  test.each([
    ['all-overdue', { before: 100n, left: 0n }, true],
    ['all-overdue', { before: 100n, left: 1n }, false],
    ['oldest-overdue', { before: 100n, left: 60n }, false],
    ['oldest-overdue', { before: 100n, left: 60n, oldestIsPaid: true }, true],
    ['share', { before: 100n, left: 50n }, true],
    ['share', { before: 100n, left: 51n }, false],
    ['share', { before: 75n, left: 50n, atLastStep: 100n }, true],
    ['share', { before: 50n, left: 30n, atLastStep: 50n }, false],
  ] as const)('%s: %o', (rule, given, enough) => {
    expect(isEnough(rule, 50, { oldestIsPaid: false, atLastStep: 0n, ...given })).toBe(enough)
  })
})

describe('days on which revenue is earned', () => {
  const zone = 'Africa/Nairobi'
  const days = (since: string, until: string, openFrom: string | null = null) =>
    earnedDays({
      ...{ since: instant(since), until: instant(until), zone },
      openFrom: openFrom === null ? null : Temporal.PlainDate.from(openFrom),
    }).map(
      ({ day, to, bookedOn }) => `${day.toString()} to ${to.toString()} on ${bookedOn.toString()}`,
    )

  test('end at local midnights, a part of one first; closed books move to the first open day', () => {
    expect(days('2026-11-30T06:00:00Z', '2026-11-30T21:00:00Z')).toEqual([
      '2026-11-30 to 2026-11-30T21:00:00Z on 2026-11-30',
    ])
    expect(days('2026-11-29T21:00:00Z', '2026-12-01T21:00:00Z', '2026-12-01')).toEqual([
      '2026-11-30 to 2026-11-30T21:00:00Z on 2026-12-01',
      '2026-12-01 to 2026-12-01T21:00:00Z on 2026-12-01',
    ])
    expect(days('2026-11-30T21:00:00Z', '2026-11-30T21:00:00Z')).toEqual([])
  })

  test('are booked at their last moment, today at this one', () => {
    const now = instant('2026-12-01T06:00:00Z')
    const at = (day: string) => bookedAt(Temporal.PlainDate.from(day), zone, now).toString()
    expect(at('2026-11-30')).toBe('2026-11-30T20:59:59.999999Z')
    expect(at('2026-12-01')).toBe('2026-12-01T06:00:00Z')
  })
})
