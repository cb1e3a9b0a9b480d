import { describe, expect, test } from 'vitest'
import {
  bulkDiscount,
  contractTerms,
  earlyTerminationFee,
  monthsLeft,
  rampShare_bp,
  usualContractTerms,
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

test('more lines cost less: each at its place, or all at the last step', () => {
  const steps = [
    { fromLines: 3, discount_bp: 1000 },
    { fromLines: 5, discount_bp: 2000 },
  ]
  const lines = (count: number) => Array.from({ length: count }, () => 100_000n)
  expect(bulkDiscount({ mode: 'graduated', steps }, lines(2))).toBe(0n)
  expect(bulkDiscount({ mode: 'graduated', steps }, lines(5))).toBe(10_000n * 2n + 20_000n)
  expect(bulkDiscount({ mode: 'volume', steps }, lines(5))).toBe(100_000n)
  expect(bulkDiscount(null, lines(5))).toBe(0n)
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
