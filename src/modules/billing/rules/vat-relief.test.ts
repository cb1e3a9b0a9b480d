import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mayRelieve, reliefOf, returnedOf } from './vat-relief.ts'

test.each([
  // All of 1,160 with 160 of VAT; half of it; an invoice without VAT; one that was credited whole.
  [{ left: 116_000n, vat: 16_000n, gross: 116_000n }, 16_000n],
  [{ left: 58_000n, vat: 16_000n, gross: 116_000n }, 8_000n],
  [{ left: 116_000n, vat: 0n, gross: 116_000n }, 0n],
  [{ left: 0n, vat: 0n, gross: 0n }, 0n],
])('the VAT in a debt of %o is %s', (debt, cents) => {
  expect(reliefOf(debt)).toBe(cents)
})

test('what comes later gives all of it back, in whatever parts, and never more', () => {
  const parts = fc.array(fc.bigInt({ min: 1n, max: 1_000_000n }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(parts, fc.bigInt({ min: 0n, max: 100n }), (recovered, share) => {
      const of = recovered.reduce((sum, one) => sum + one, 0n)
      const cents = (of * share) / 100n
      let [before, back] = [0n, 0n]
      for (const now of recovered) {
        const one = returnedOf({ cents, of }, { before, now })
        expect(one >= 0n).toBe(true)
        before += now
        back += one
      }
      expect(back).toBe(cents)
    }),
  )
})

test.each([
  ['2029-11-19', 'aged', false],
  ['2029-11-20', 'aged', true],
  ['2026-12-24', 'insolvent', true],
] as const)('on %s a debt of November 2026 that is %s: %s', (today, because, may) => {
  const on = {
    issuedOn: Temporal.PlainDate.from('2026-11-20'),
    today: Temporal.PlainDate.from(today),
  }
  expect(mayRelieve({ ...on, years: 3 }, because)).toBe(may)
})
