import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  creditOf,
  rateOn,
  taxAmount,
  treatmentOf,
  USUAL_TAX_STATUS,
  withheldFrom,
  type TaxStatus,
  type TaxTable,
} from './taxes.ts'

const words = { en: 'x', sw: '' }
const rate = (from: string, rate_bp: number | null) => ({ from, rate_bp, note: '' })
/** As the first migration lays it down. */
const TABLE: TaxTable = {
  taxes: [
    {
      ...{ id: 'excise-data', name: words, kind: 'excise', level: 1 },
      rates: [rate('2023-07-01', 1500), rate('2021-07-01', 2000), rate('2018-10-18', 1500)],
    },
    {
      ...{ id: 'vat', name: words, kind: 'vat', level: 2 },
      rates: [rate('2021-01-01', 1600), rate('2020-04-01', 1400), rate('2013-09-02', 1600)],
    },
  ],
  classes: [
    { id: 'internet', name: words, taxes: ['excise-data', 'vat'], vat: 'standard' },
    { id: 'goods', name: words, taxes: ['vat'], vat: 'standard' },
    { id: 'export', name: words, taxes: ['vat'], vat: 'zero' },
    { id: 'exempt', name: words, taxes: ['vat'], vat: 'exempt' },
    { id: 'outside', name: words, taxes: [], vat: 'outside' },
  ],
}
const on = (
  classId: string,
  given: { day?: string; status?: Partial<TaxStatus>; vatRegistered?: boolean } = {},
) =>
  treatmentOf(TABLE, {
    classId,
    day: given.day ?? '2026-11-20',
    seller: { vatRegistered: given.vatRegistered ?? true },
    status: { ...USUAL_TAX_STATUS, ...given.status },
  })
const internet = on('internet')

describe('Kenyan taxes, by the tables of the law', () => {
  // tax point 2026: net, excise, taxable, VAT, gross
  test.each([
    ['exclusive', 1_000_00n, [1_000_00n, 150_00n, 1_150_00n, 184_00n, 1_334_00n]],
    ['exclusive', 2_499_00n, [2_499_00n, 374_85n, 2_873_85n, 459_82n, 3_333_67n]],
    ['exclusive', 2_500_00n, [2_500_00n, 375_00n, 2_875_00n, 460_00n, 3_335_00n]],
    ['inclusive', 1_000_00n, [749_63n, 112_44n, 862_07n, 137_93n, 1_000_00n]],
    ['inclusive', 2_999_00n, [2_248_12n, 337_22n, 2_585_34n, 413_66n, 2_999_00n]],
    ['inclusive', 3_000_00n, [2_248_88n, 337_33n, 2_586_21n, 413_79n, 3_000_00n]],
    ['inclusive', 0n, [0n, 0n, 0n, 0n, 0n]],
    ['inclusive', 1n, [1n, 0n, 1n, 0n, 1n]],
  ] as const)('%s %s cents', (mode, amount, [net, excise, taxable, vat, gross]) => {
    const line = taxAmount(amount, mode, internet)
    expect(line).toMatchObject({ net, excise, taxable, vat, gross })
  })

  test.each([
    ['2017-01-01', undefined],
    ['2018-10-17', undefined],
    ['2018-10-18', 1500],
    ['2021-06-30', 1500],
    ['2021-07-01', 2000],
    ['2023-06-30', 2000],
    ['2023-07-01', 1500],
    ['2030-01-01', 1500],
  ])('the excise of %s is %s', (day, rate_bp) => {
    expect(rateOn(TABLE.taxes[0]!, day)).toBe(rate_bp)
  })

  test.each([
    ['goods', {}, 'standard', 0n, 160_00n],
    ['export', {}, 'zero', 0n, 0n],
    ['exempt', {}, 'exempt', 0n, 0n],
    ['outside', {}, 'outside', 0n, 0n],
    ['internet', { status: { vat: 'exempt' } }, 'exempt', 150_00n, 0n],
    ['internet', { status: { vat: 'zero' } }, 'zero', 150_00n, 0n],
    ['internet', { status: { excise: 'exempt' } }, 'standard', 0n, 160_00n],
    ['internet', { vatRegistered: false }, 'outside', 150_00n, 0n],
  ] as const)('1,000 net of class %s with %j: %s', (classId, given, vatTreatment, excise, vat) => {
    const line = taxAmount(1_000_00n, 'exclusive', on(classId, given))
    expect(line).toMatchObject({ vatTreatment, excise, vat, net: 1_000_00n })
  })

  test('an exempt subscriber pays an advertised price without the VAT in it', () => {
    const line = taxAmount(2_999_00n, 'inclusive', on('internet', { status: { vat: 'exempt' } }))
    const usual = taxAmount(2_999_00n, 'inclusive', internet)
    expect(line.net).toBe(usual.net)
    expect(line.vat).toBe(0n)
    expect(line.gross).toBeLessThan(2_999_00n)
  })

  test('an ISP without VAT keeps its advertised price', () => {
    const line = taxAmount(2_999_00n, 'inclusive', on('internet', { vatRegistered: false }))
    expect(line.gross).toBe(2_999_00n)
  })

  test('an agent keeps back two percent of the VAT base', () => {
    const line = taxAmount(1_000_00n, 'exclusive', internet)
    expect(withheldFrom([line], 200)).toBe(23_00n)
    expect(withheldFrom([taxAmount(1_000_00n, 'exclusive', on('exempt'))], 200)).toBe(0n)
  })
})

const amounts = fc.bigInt({ min: -1_000_000_00n, max: 10_000_000_00n })
const modes = fc.constantFrom('inclusive' as const, 'exclusive' as const)
const classes = fc.constantFrom('internet', 'goods', 'export', 'exempt', 'outside')
const statuses = fc.record({
  vat: fc.constantFrom('standard' as const, 'zero' as const, 'exempt' as const),
  excise: fc.constantFrom('standard' as const, 'exempt' as const),
})

describe('whatever is taxed', () => {
  test('net and taxes sum to gross, and a price that includes tax stays what was advertised', () => {
    fc.assert(
      fc.property(amounts, modes, classes, statuses, (amount, mode, classId, status) => {
        const treatment = on(classId, { status })
        const line = taxAmount(amount, mode, treatment)
        expect(line.net + line.excise + line.levies + line.vat).toBe(line.gross)
        expect(line.parts.reduce((sum, part) => sum + part.cents, line.net)).toBe(line.gross)
        if (mode === 'exclusive') expect(line.net).toBe(amount)
        else if (treatment.due.length === treatment.listed.length) expect(line.gross).toBe(amount)
      }),
    )
  })

  test('crediting a line in any number of steps returns its net and each tax to the cent', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 1_000_000_00n }),
        modes,
        fc.array(fc.nat(10_000), { maxLength: 6 }),
        (amount, mode, cuts) => {
          const line = taxAmount(amount, mode, internet)
          fc.pre(line.net > 0n)
          const steps = [0, ...cuts.toSorted((a, b) => a - b), 10_000].map(
            (cut) => (line.net * BigInt(cut)) / 10_000n,
          )
          const credits = steps.slice(1).map((to, place) => creditOf(line, steps[place]!, to))
          const sum = (of: (credit: typeof line) => bigint) =>
            credits.reduce((total, credit) => total + of(credit), 0n)
          expect(sum((credit) => credit.net)).toBe(line.net)
          expect(sum((credit) => credit.excise)).toBe(line.excise)
          expect(sum((credit) => credit.vat)).toBe(line.vat)
          expect(sum((credit) => credit.gross)).toBe(line.gross)
        },
      ),
    )
  })
})
