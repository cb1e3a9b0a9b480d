import { expect, test } from 'vitest'
import { countedCents, isTwice } from './counting.ts'
import { addedUp, linesSince, type Line } from './lines.ts'

const line = (kind: string, postings: number, cents: bigint): Line => ({ kind, postings, cents })

test('notes and coins are worth what stands on them', () => {
  expect(countedCents([])).toBe(0n)
  const counts = [
    { shillings: 1000, pieces: 3 },
    { shillings: 5, pieces: 7 },
  ] as const
  expect(countedCents([...counts])).toBe(303_500n)
  expect(isTwice([...counts])).toBe(false)
  expect(isTwice([...counts, { shillings: 5, pieces: 1 }])).toBe(true)
})

test('a drawer begins where the one before it ended, and its closing is none of its lines', () => {
  const all = [
    line('payments.receipt', 5, 50_000n),
    line('tills.closing', 1, -30_000n),
    line('tills.float', 2, 20_000n),
  ]
  const before = [line('payments.receipt', 3, 30_000n), line('tills.float', 2, 20_000n)]
  expect(linesSince(all, before)).toEqual([line('payments.receipt', 2, 20_000n)])
  expect(linesSince(all, [])).toHaveLength(2)
})

test('lines of several drawers add up', () => {
  expect(addedUp([line('a', 1, 5n), line('b', 1, -2n), line('a', 2, 7n)])).toEqual([
    line('a', 3, 12n),
    line('b', 1, -2n),
  ])
})
