import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kes, subtractMoney } from '#kernel/money.ts'
import type { Period } from '#kernel/period.ts'
import { creditLeft, startOfLocalDay, valueLeft, valueOf } from '#kernel/proration.ts'

const instant = (text: string) => Temporal.Instant.from(text)
const december: Period = {
  from: instant('2026-12-01T00:00:00+03:00'),
  to: instant('2027-01-01T00:00:00+03:00'),
}
const day = (number: number) => instant(`2026-12-${String(number).padStart(2, '0')}T00:00:00+03:00`)

test.each([
  ['at the start', day(1), 299_900n],
  ['before it', instant('2026-11-20T00:00:00Z'), 299_900n],
  ['12 days before the end', day(20), 116_090n],
  ['on the last day', day(31), 9_674n],
  ['at the end', december.to, 0n],
  ['after it', instant('2027-02-01T00:00:00Z'), 0n],
])('%s of December, 2,999 is worth what is left of it', (_, at, cents) => {
  expect(valueLeft(kes(299_900n), december, at)).toEqual(kes(cents))
})

test('12 of 31 days of Home 20 at 2,999', () => {
  expect(valueOf(kes(299_900n), december, { from: day(20), to: december.to })).toEqual(
    kes(116_090n),
  )
})

test('nothing more is credited than was charged and not credited yet', () => {
  expect(creditLeft(kes(299_900n), kes(0n), december, day(20))).toEqual(kes(116_090n))
  expect(creditLeft(kes(299_900n), kes(250_000n), december, day(20))).toEqual(kes(49_900n))
  expect(creditLeft(kes(0n), kes(0n), december, day(20))).toEqual(kes(0n))
})

test('a change by days counts from the midnight before it, in the zone', () => {
  expect(startOfLocalDay(instant('2026-12-19T21:30:00Z'), 'Africa/Nairobi')).toEqual(day(20))
  // Clocks go back in New York: that day has 25 hours.
  expect(startOfLocalDay(instant('2026-11-01T12:00:00Z'), 'America/New_York').toString()).toBe(
    '2026-11-01T04:00:00Z',
  )
})

describe('however a period is cut', () => {
  const price = fc.bigInt({ min: 0n, max: 10n ** 10n })
  const moments = fc.array(fc.integer({ min: 0, max: 31 * 86_400 }), { maxLength: 20 })
  const momentsOf = (seconds: readonly number[]) =>
    seconds.toSorted((a, b) => a - b).map((second) => december.from.add({ seconds: second }))

  test('its parts cost what the whole costs, and none costs less than nothing', () => {
    fc.assert(
      fc.property(price, moments, (cents, seconds) => {
        const edges = [december.from, ...momentsOf(seconds), december.to]
        const parts = edges
          .slice(1)
          .map((to, place) => valueOf(kes(cents), december, { from: edges[place] ?? to, to }).cents)
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(cents)
        expect(parts.every((part) => part >= 0n)).toBe(true)
      }),
    )
  })

  test('its value falls from the price to nothing and never rises', () => {
    fc.assert(
      fc.property(price, moments, (cents, seconds) => {
        const values = [december.from, ...momentsOf(seconds), december.to].map(
          (at) => valueLeft(kes(cents), december, at).cents,
        )
        expect(values).toEqual(values.toSorted((a, b) => (a > b ? -1 : a < b ? 1 : 0)))
        expect(values[0]).toBe(cents)
        expect(values.at(-1)).toBe(0n)
      }),
    )
  })

  test('a change to the same price, and one up and back in the same moment, cost nothing', () => {
    fc.assert(
      fc.property(price, price, fc.nat(31 * 86_400), (one, other, second) => {
        const at = december.from.add({ seconds: second })
        const left = (cents: bigint) => valueLeft(kes(cents), december, at)
        expect(subtractMoney(left(one), creditLeft(kes(one), kes(0n), december, at)).cents).toBe(0n)
        const up = left(other).cents - left(one).cents
        const back = left(one).cents - left(other).cents
        expect(up + back).toBe(0n)
      }),
    )
  })

  test('many changes of plan cost the share of each, to a cent for each change', () => {
    const changes = fc.array(fc.tuple(fc.nat(31 * 86_400), price), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(changes, (plans) => {
        const ordered = plans.toSorted(([a], [b]) => a - b)
        let charged = 0n
        let exact_times_whole = 0n
        const whole = 31n * 86_400n
        ordered.forEach(([second, cents], place) => {
          const until = ordered[place + 1]?.[0] ?? 31 * 86_400
          const from = december.from.add({ seconds: second })
          const to = december.from.add({ seconds: until })
          charged += valueOf(kes(cents), december, { from, to }).cents
          exact_times_whole += cents * BigInt(until - second)
        })
        const away = charged * whole - exact_times_whole
        const bound = BigInt(ordered.length) * whole
        expect(away <= bound && away >= -bound).toBe(true)
      }),
    )
  })

  test('credits never come to more than was charged', () => {
    fc.assert(
      fc.property(price, moments, (cents, seconds) => {
        let credited = 0n
        for (const at of momentsOf(seconds))
          credited += creditLeft(kes(cents), kes(credited), december, at).cents
        expect(credited <= cents).toBe(true)
      }),
    )
  })
})
