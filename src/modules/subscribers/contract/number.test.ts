import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatNumber, numberInput, parseNumber, withCheckDigit } from './number.ts'

const number = fc.bigInt({ min: 1_000_000n, max: 99_999_999n }).map(withCheckDigit)

describe('an account number', () => {
  test('is read back as people write it', () => {
    const made = withCheckDigit(1_000_000n)
    expect(made).toMatch(/^1000000\d$/)
    for (const written of [
      made,
      formatNumber(made),
      ` ${made}`,
      made.replaceAll('0', 'O'),
      made.replaceAll('1', 'l'),
    ]) {
      expect(parseNumber(written)).toBe(made)
    }
    expect(formatNumber(made)).toMatch(/^1000 000\d$/)
  })

  test('is none with one wrong digit', () => {
    fc.assert(
      fc.property(number, fc.nat(), fc.integer({ min: 1, max: 9 }), (right, at, add) => {
        const place = at % right.length
        const digit = (Number(right[place]) + add) % 10
        expect(parseNumber(right.slice(0, place) + digit + right.slice(place + 1))).toBeUndefined()
      }),
    )
  })

  test('is none with two neighbours swapped', () => {
    fc.assert(
      fc.property(number, fc.nat(), (right, at) => {
        const place = at % (right.length - 1)
        const [a = '', b = ''] = [right[place], right[place + 1]]
        fc.pre(a !== b)
        const swapped = right.slice(0, place) + b + a + right.slice(place + 2)
        expect(parseNumber(swapped)).toBeUndefined()
      }),
    )
  })

  test.each(['', '1', '0000000', 'abc', '07123456', '10000001'])(
    '%s is none, and says so',
    (given) => {
      expect(numberInput.safeParse(given).success).toBe(false)
    },
  )
})
