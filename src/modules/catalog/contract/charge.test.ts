import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  chargeBetween,
  chargeFor,
  chargeModel,
  missingToMinimum,
  type ChargeModel,
} from './charge.ts'

const kes = (cents: number | bigint) => ({ cents: BigInt(cents), currency: 'KES' as const })
const tier = (upTo: number | null, cents: number, flat = 0, per = 1) => ({
  upTo: upTo === null ? null : BigInt(upTo),
  price: { amount: kes(cents), per: BigInt(per) },
  flat: kes(flat),
})
const steps = [tier(10, 500), tier(20, 300, 1000), tier(null, 100)]
const graduated: ChargeModel = { model: 'graduated', tiers: steps, flatAtZero: false }
const volume: ChargeModel = { model: 'volume', tiers: steps, flatAtZero: false }
const bundle: ChargeModel = { model: 'package', size: 100n, price: kes(5000), free: 50n }
const perByte: ChargeModel = {
  model: 'flat',
  price: { amount: kes(500), per: 104_857_600n },
}

describe('a quantity costs', () => {
  test.each([
    ['graduated', graduated, 0n, 0n],
    ['graduated', graduated, 10n, 5000n],
    ['graduated', graduated, 11n, 6300n],
    ['graduated', graduated, 20n, 9000n],
    ['graduated', graduated, 25n, 9500n],
    ['volume', volume, 0n, 0n],
    ['volume', volume, 10n, 5000n],
    ['volume', volume, 11n, 4300n],
    ['volume', volume, 20n, 7000n],
    ['volume', volume, 21n, 2100n],
    ['package', bundle, 0n, 0n],
    ['package', bundle, 50n, 0n],
    ['package', bundle, 51n, 5000n],
    ['package', bundle, 150n, 5000n],
    ['package', bundle, 151n, 10_000n],
    ['5 shillings per 100 MiB', perByte, 104_857_600n, 500n],
    ['5 shillings per 100 MiB', perByte, 104_857n, 0n],
    ['5 shillings per 100 MiB', perByte, 104_858n, 1n],
    ['5 shillings per 100 MiB', perByte, 1_000_000_000_000n, 4_768_372n],
  ])('%s: %#', (_, charge, quantity, cents) => {
    expect(chargeFor(charge, quantity)).toBe(cents)
  })

  test('a fee of the first tier at nothing, only where it says so', () => {
    const tiers = [tier(null, 100, 700)]
    expect(chargeFor({ model: 'graduated', tiers, flatAtZero: true }, 0n)).toBe(700n)
    expect(chargeFor({ model: 'graduated', tiers, flatAtZero: false }, 0n)).toBe(0n)
    expect(chargeFor({ model: 'volume', tiers, flatAtZero: true }, 0n)).toBe(700n)
  })

  test('what is missing to a minimum', () => {
    expect(missingToMinimum(1000n, 400n)).toBe(600n)
    expect(missingToMinimum(1000n, 1400n)).toBe(0n)
  })
})

const money = fc.bigInt({ min: 0n, max: 1_000_000n }).map(kes)
const per = fc.bigInt({ min: 1n, max: 1_000_000_000n })
const someTiers = fc
  .array(fc.record({ width: fc.bigInt({ min: 1n, max: 1_000_000n }), amount: money, per }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((all) => {
    let end = 0n
    return all.map(({ width, amount, per: units }, place) => {
      end += width
      return {
        upTo: place === all.length - 1 ? null : end,
        price: { amount, per: units },
        flat: kes(0),
      }
    })
  })
const quantities = fc.bigInt({ min: 0n, max: 5_000_000n })
const charges = fc.oneof(
  fc.record({ model: fc.constant('flat' as const), price: fc.record({ amount: money, per }) }),
  someTiers.map((tiers) => ({ model: 'graduated' as const, tiers, flatAtZero: false })),
  someTiers.map((tiers) => ({ model: 'volume' as const, tiers, flatAtZero: false })),
  fc.record({
    ...{ model: fc.constant('package' as const), size: per, price: money },
    free: fc.bigInt({ min: 0n, max: 1000n }),
  }),
)

describe('however it is counted', () => {
  test('the parts of any split sum to the whole', () => {
    fc.assert(
      fc.property(charges, fc.array(quantities, { maxLength: 8 }), (charge, cuts) => {
        const stops = [...cuts.toSorted((a, b) => (a < b ? -1 : 1)), 5_000_000n]
        let billed = 0n
        let sum = 0n
        for (const stop of stops) {
          sum += chargeBetween(charge, billed, stop)
          billed = stop
        }
        expect(sum).toBe(chargeFor(charge, 5_000_000n))
      }),
    )
  })

  test('a tier reaches up to its border and the next begins behind it, in both models', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (border) => {
        const tiers = [tier(border, 10), tier(null, 7)]
        const upTo = BigInt(border)
        const graduated: ChargeModel = { model: 'graduated', tiers, flatAtZero: false }
        const volume: ChargeModel = { model: 'volume', tiers, flatAtZero: false }
        expect(chargeFor(graduated, upTo)).toBe(upTo * 10n)
        expect(chargeFor(graduated, upTo + 1n)).toBe(upTo * 10n + 7n)
        expect(chargeFor(volume, upTo)).toBe(upTo * 10n)
        expect(chargeFor(volume, upTo + 1n)).toBe((upTo + 1n) * 7n)
      }),
    )
  })

  test('in the graduated model more never costs less, and one more unit never more than the dearest tier and a cent', () => {
    fc.assert(
      fc.property(someTiers, quantities, (tiers, quantity) => {
        const charge: ChargeModel = { model: 'graduated', tiers, flatAtZero: false }
        const more = chargeFor(charge, quantity + 1n) - chargeFor(charge, quantity)
        const dearest = tiers.reduce((most, { price }) => {
          const unit = price.amount.cents / price.per + 1n
          return unit > most ? unit : most
        }, 0n)
        expect(more >= 0n && more <= dearest + 1n).toBe(true)
      }),
    )
  })
})

test.each([
  ['an end at the last tier', [{ upTo: '5' }]],
  ['no end before it', [{ upTo: null }, { upTo: null }]],
  ['tiers that go back', [{ upTo: '10' }, { upTo: '10' }, { upTo: null }]],
])('tiers are refused with %s', (_, tiers) => {
  const price = { amount: { cents: '1', currency: 'KES' }, per: '1' }
  const flat = { cents: '0', currency: 'KES' }
  const given = tiers.map((one) => ({ ...one, price, flat }))
  expect(chargeModel.safeParse({ model: 'volume', tiers: given, flatAtZero: false }).success).toBe(
    false,
  )
})
