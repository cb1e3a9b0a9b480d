import { expect, test } from 'vitest'
import { checksOf, monthsBetween, nextMonths, type PeriodFacts } from './periods.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

test('months go back over the year end', () => {
  expect(monthsBetween(day('2026-11-30'), day('2027-02-01')).map(String)).toEqual([
    '2027-02-01',
    '2027-01-01',
    '2026-12-01',
    '2026-11-01',
  ])
})

test.each([
  ['nothing is booked', null, [], null, null],
  ['nothing is closed', '2026-03-17', [], '2026-03-01', null],
  ['some are closed', '2026-03-17', ['2026-04-01', '2026-03-01'], '2026-05-01', '2026-04-01'],
  ['December is closed', '2026-03-17', ['2026-12-01'], '2027-01-01', '2026-12-01'],
])('where %s', (_, first, closed, closable, reopenable) => {
  const next = nextMonths({ first: first === null ? null : day(first), closed: closed.map(day) })
  expect(next.closable?.toString() ?? null).toBe(closable)
  expect(next.reopenable?.toString() ?? null).toBe(reopenable)
})

const fine: PeriodFacts = {
  month: day('2026-10-01'),
  today: day('2026-11-01'),
  difference: 0n,
  rounding: 0n,
  behind: 0n,
  unsealed: 0n,
  findings: 0n,
  suspense: 0n,
  refunds: 0n,
}

test('a month in order has nothing to look at', () => {
  expect(checksOf(fine).filter(({ outcome }) => outcome !== 'fine')).toEqual([])
})

test.each([
  [
    'a month that is not over',
    { today: day('2026-10-31') },
    { name: 'over', outcome: 'stop', found: null },
  ],
  ['a difference', { difference: -3n }, { name: 'balanced', outcome: 'stop', found: '-3' }],
  ['rounding', { rounding: 1n }, { name: 'no-rounding', outcome: 'stop', found: '1' }],
  [
    'sums that are behind',
    { behind: 7n },
    { name: 'sums-are-current', outcome: 'look', found: '7' },
  ],
  ['journals without a seal', { unsealed: 7n }, { name: 'sealed', outcome: 'look', found: '7' }],
  ['that nobody verified', { findings: null }, { name: 'verified', outcome: 'look', found: null }],
  ['findings', { findings: 2n }, { name: 'verified', outcome: 'stop', found: '2' }],
  [
    'money without an owner',
    { suspense: 500n },
    { name: 'no-suspense', outcome: 'look', found: '500' },
  ],
  [
    'refunds on their way',
    { refunds: 500n },
    { name: 'no-refunds-on-their-way', outcome: 'look', found: '500' },
  ],
])('%s is seen', (_, change, expected) => {
  expect(checksOf({ ...fine, ...change }).filter(({ outcome }) => outcome !== 'fine')).toEqual([
    expected,
  ])
})
