import { describe, expect, test } from 'vitest'
import {
  contractShares,
  contractTerms,
  earlyTerminationFee,
  monthsLeft,
  rampShare_bp,
  usualContractTerms,
  type Contract,
} from './contracts.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

test.each([
  ['2027-01-01', '2027-12-31', 12],
  ['2027-01-02', '2027-12-31', 12],
  ['2027-12-01', '2027-12-31', 1],
  ['2027-12-30', '2027-12-31', 1],
  ['2027-12-31', '2027-12-31', 0],
  ['2028-01-31', '2027-12-31', 0],
  ['2027-02-28', '2027-03-31', 2],
])('on %s, until %s, %i months are left', (on, until, months) => {
  expect(monthsLeft(day(on), day(until))).toBe(months)
})

describe('leaving early', () => {
  const until = '2027-12-31'
  const leaving = { on: '2027-07-01', monthlyCents: 1_000_000n }
  test.each([
    [{ kind: 'none' } as const, 0n],
    [{ kind: 'fixed', cents: '500000' } as const, 500_000n],
    [{ kind: 'months', months: 3 } as const, 3_000_000n],
    [{ kind: 'months', months: 24 } as const, 6_000_000n],
    [{ kind: 'share-of-rest', share_bp: 5000 } as const, 3_000_000n],
    [{ kind: 'share-of-rest', share_bp: 3333 } as const, 1_999_800n],
  ])('%j costs %s', (earlyTermination, fee) => {
    expect(earlyTerminationFee({ until, terms: { earlyTermination } }, leaving)).toBe(fee)
  })
  test('costs nothing after the term, or where there is none', () => {
    const terms = { earlyTermination: { kind: 'fixed', cents: '500000' } } as const
    expect(earlyTerminationFee({ until, terms }, { ...leaving, on: '2027-12-31' })).toBe(0n)
    expect(earlyTerminationFee({ until: null, terms }, leaving)).toBe(0n)
  })
})

test('a ramp counts from its month on', () => {
  const ramp = [
    { fromMonth: 1, share_bp: 5000 },
    { fromMonth: 4, share_bp: 8000 },
    { fromMonth: 7, share_bp: 10_000 },
  ]
  expect([1, 3, 4, 6, 7, 40].map((month) => rampShare_bp(ramp, month))).toEqual([
    5000, 5000, 8000, 8000, 10_000, 10_000,
  ])
  expect(rampShare_bp([], 1)).toBe(10_000)
})

describe('what a contract says of a line', () => {
  const steps = [
    { fromLines: 3, discount_bp: 1000 },
    { fromLines: 5, discount_bp: 2000 },
  ]
  const ramp = [
    { fromMonth: 1, share_bp: 5000 },
    { fromMonth: 4, share_bp: 10_000 },
  ]
  const agreed = (mode: 'graduated' | 'volume', given: Partial<Contract> = {}) => ({
    ...{ state: 'active' as const, from: '2027-01-31', until: '2027-12-31', endedOn: null },
    terms: { ...usualContractTerms, ramp, bulk: { mode, steps } },
    ...given,
  })
  const ended = (endedOn: string) => agreed('volume', { state: 'ended', endedOn })
  const line = (day: string, place: number, lines: number) => ({ day, place, lines })

  test.each([
    ['graduated: each line at its place', agreed('graduated'), line('2027-06-01', 2, 5), 10_000, 0],
    ['graduated: the third', agreed('graduated'), line('2027-06-01', 3, 5), 10_000, 1000],
    ['graduated: the fifth', agreed('graduated'), line('2027-06-01', 5, 5), 10_000, 2000],
    ['volume: all at the last step', agreed('volume'), line('2027-06-01', 1, 5), 10_000, 2000],
    ['the first month', agreed('volume'), line('2027-01-31', 1, 1), 5000, 0],
    ['the third month, which ends short', agreed('volume'), line('2027-04-29', 1, 1), 5000, 0],
    ['the fourth month', agreed('volume'), line('2027-04-30', 1, 1), 10_000, 0],
    ['after the term, month by month', agreed('volume'), line('2028-02-01', 1, 3), 10_000, 1000],
    ['its last day', ended('2027-06-30'), line('2027-06-30', 1, 5), 10_000, 2000],
    ['a day before it was ended', ended('2027-06-30'), line('2027-06-01', 1, 5), 10_000, 2000],
  ])('%s', (_, contract, of, ramp_bp, bulk_bp) => {
    expect(contractShares(contract, of)).toEqual({ ramp_bp, bulk_bp, lines: of.lines })
  })

  test.each([
    ['a draft', agreed('volume', { state: 'draft' }), '2027-06-01'],
    ['one that has ended', ended('2027-05-31'), '2027-06-01'],
    ['one that has not begun', agreed('volume'), '2027-01-30'],
    [
      'one whose term is over and that ends with it',
      agreed('volume', { terms: { ...usualContractTerms, renews: 'ends' } }),
      '2028-01-01',
    ],
  ])('%s says nothing', (_, contract, day) => {
    expect(contractShares(contract, line(day, 1, 9))).toBeNull()
  })
})

test('steps that go back are refused', () => {
  const wrong = {
    ...usualContractTerms,
    ramp: [
      { fromMonth: 4, share_bp: 5000 },
      { fromMonth: 4, share_bp: 8000 },
    ],
  }
  expect(contractTerms.safeParse(wrong).error?.issues).toMatchObject([{ path: ['ramp'] }])
})
