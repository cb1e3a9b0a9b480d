import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addMoney,
  allocateMoney,
  compareMoney,
  decimalMoney,
  divideRounded,
  formatMoney,
  kes,
  money,
  moneyToWire,
  parseMoney,
  scaleMoney,
  subtractMoney,
} from '#kernel/money.ts'

const cents = fc.bigInt({ min: -(10n ** 14n) + 1n, max: 10n ** 14n - 1n })

test.each([
  ['2999', 299_900n],
  ['2,999', 299_900n],
  ['2999.5', 299_950n],
  ['2999.50', 299_950n],
  ['1,234,567.89', 123_456_789n],
  ['KES 2,999.50', 299_950n],
  ['Ksh 2,999/=', 299_900n],
  ['kshs. 50/-', 5_000n],
  ['-50', -5_000n],
  ['−50', -5_000n],
  [' 0.05 ', 5n],
  ['0', 0n],
])('%s is an amount', (typed, expected) => {
  expect(parseMoney(typed)).toEqual(kes(expected))
})

test.each([
  '',
  'abc',
  '1.234',
  '1,23',
  '12,34,567',
  '1.2.3',
  '1e3',
  '0x10',
  '--5',
  '5-',
  'NaN',
  '٣',
  '1 000',
  '.5',
  '5.',
])('%j is no amount', (typed) => {
  expect(parseMoney(typed)).toBeUndefined()
})

describe('allocation', () => {
  test('gives the cents left over to the largest remainders, earlier parts first', () => {
    expect(allocateMoney(kes(100n), [1n, 1n, 1n]).map((part) => part.cents)).toEqual([
      34n,
      33n,
      33n,
    ])
    expect(allocateMoney(kes(10n), [1n, 2n, 3n]).map((part) => part.cents)).toEqual([2n, 3n, 5n])
    expect(allocateMoney(kes(-5n), [1n, 1n]).map((part) => part.cents)).toEqual([-3n, -2n])
  })

  test('refuses weights that say nothing', () => {
    expect(() => allocateMoney(kes(1n), [])).toThrow('above zero')
    expect(() => allocateMoney(kes(1n), [0n, 0n])).toThrow('above zero')
    expect(() => allocateMoney(kes(1n), [2n, -1n])).toThrow('never negative')
  })

  test('sums to the whole, and no part is a cent away from its exact share', () => {
    const weights = fc
      .array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 20 })
      .filter((all) => all.some((weight) => weight > 0n))
    fc.assert(
      fc.property(cents, weights, (whole, shares) => {
        const parts = allocateMoney(kes(whole), shares)
        const total = shares.reduce((sum, share) => sum + share, 0n)
        expect(parts.reduce((sum, part) => sum + part.cents, 0n)).toBe(whole)
        parts.forEach((part, place) => {
          const away = part.cents * total - whole * (shares[place] ?? 0n)
          expect(away < total && away > -total).toBe(true)
        })
      }),
    )
  })
})

test.each([
  [299_900n, 16n, 100n, 47_984n],
  [1n, 1n, 2n, 1n],
  [-1n, 1n, 2n, -1n],
  [1n, 1n, 3n, 0n],
  [2n, 1n, 3n, 1n],
])('%s cents × %s/%s rounds halves away from zero', (whole, numerator, denominator, expected) => {
  expect(scaleMoney(kes(whole), numerator, denominator)).toEqual(kes(expected))
})

test('a debt is rounded as a claim is: half a cent goes away from zero on both sides, and by at most half a cent', () => {
  const above = fc.bigInt({ min: 1n, max: 10n ** 12n })
  fc.assert(
    fc.property(cents, above, (dividend, divisor) => {
      const rounded = divideRounded(dividend, divisor)
      expect(divideRounded(-dividend, divisor)).toBe(-rounded)
      const off = 2n * (rounded * divisor - dividend)
      expect(off <= divisor && off >= -divisor).toBe(true)
    }),
  )
})

test('what was added can be taken away again, and order follows the cents', () => {
  fc.assert(
    fc.property(cents, cents, (a, b) => {
      expect(subtractMoney(addMoney(kes(a), kes(b)), kes(b))).toEqual(kes(a))
      expect(Math.sign(compareMoney(kes(a), kes(b)))).toBe(a < b ? -1 : a > b ? 1 : 0)
    }),
  )
})

test('every amount survives being written and read', () => {
  fc.assert(
    fc.property(cents, (amount) => {
      expect(parseMoney(decimalMoney(kes(amount)))).toEqual(kes(amount))
      expect(money.decode(moneyToWire(kes(amount)))).toEqual(kes(amount))
      expect(money.encode(kes(amount))).toEqual(moneyToWire(kes(amount)))
    }),
  )
})

test('reads as people write it', () => {
  expect(formatMoney(kes(299_950n))).toBe('Ksh\u00a02,999.50')
  expect(formatMoney(kes(299_950n), 'sw')).toBe('Ksh\u00a02,999.50')
  expect(formatMoney(kes(-5n))).toBe('-Ksh\u00a00.05')
  // A float would show …54,775,808.
  expect(formatMoney(kes(9_223_372_036_854_775_807n))).toContain('92,233,720,368,547,758.07')
})

test('the wire refuses what is not whole cents', () => {
  for (const wrong of ['1.5', '1e3', '', ' 1', '0x1']) {
    expect(money.safeParse({ cents: wrong, currency: 'KES' }).success).toBe(false)
  }
})
