import { expect, test } from 'vitest'
import { usualContractTerms } from '#modules/subscribers/contract.ts'
import { leavingFee, monthlyWorth } from './leaving.ts'

const agreed = {
  ...{ state: 'active' as const, from: '2027-01-01', until: '2027-12-31', endedOn: null },
  terms: { ...usualContractTerms, earlyTermination: { kind: 'months' as const, months: 3 } },
}
const fixed = {
  ...agreed,
  terms: { ...usualContractTerms, earlyTermination: { kind: 'fixed' as const, cents: '500000' } },
}
const leaving = { on: '2027-06-01', monthlyCents: 100_000n, isLast: false, because: 'competitor' }

test.each([
  ['three months of a line', agreed, leaving, 300_000n],
  ['never more than are left', agreed, { ...leaving, on: '2027-12-01' }, 100_000n],
  ['nothing on the last day', agreed, { ...leaving, on: '2027-12-31' }, 0n],
  ['nothing before it begins', agreed, { ...leaving, on: '2026-12-31' }, 0n],
  ['nothing of a draft', { ...agreed, state: 'draft' as const }, leaving, 0n],
  [
    'nothing of one line once the whole was ended for a day to come',
    { ...agreed, state: 'ended' as const, endedOn: '2027-11-30' },
    leaving,
    0n,
  ],
  ['nothing once it has ended', { ...agreed, state: 'ended' as const }, leaving, 0n],
  ['nothing for what never came', agreed, { ...leaving, because: 'never-installed' }, 0n],
  ['a fixed fee not with the first line', fixed, leaving, 0n],
  ['a fixed fee with the last line', fixed, { ...leaving, isLast: true }, 500_000n],
])('leaving costs %s', (_, contract, given, cents) => {
  expect(leavingFee(contract, given)).toBe(cents)
})

test.each([
  ['month', 1, 3000n, 3000n],
  ['month', 2, 3000n, 1500n],
  ['year', 1, 12_000n, 1000n],
  ['quarter', 1, 10_000n, 3333n],
  ['week', 1, 1200n, 5200n],
  ['day', 1, 100n, 3042n],
  ['day30', 1, 36_000n, 36_500n],
  ['hour', 1, 5000n, 0n],
] as const)('a price for each %s × %i is worth so much a month', (unit, count, cents, monthly) => {
  const validity = { unit, count, mode: 'elapsed' as const, anchor: null }
  expect(monthlyWorth(cents, validity)).toBe(monthly)
})
