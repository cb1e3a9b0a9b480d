import fc from 'fast-check'
import { expect, test } from 'vitest'
import { missingMoney, type Hour } from './quiet-hour.ts'

const hours = (...payments: number[]): Hour[] =>
  payments.map((many) => ({ payments: many, cents: BigInt(many) * 100_000n }))

test.each<[string, number, number[], number | undefined]>([
  ['nothing where twelve are usual', 0, [12, 9, 14, 12], 12],
  ['one where twelve are usual: a slow hour', 1, [12, 9, 14, 12], undefined],
  ['five where forty are usual', 5, [40, 44, 38, 41, 40], 40],
  ['a quarter of what is usual', 10, [40, 44, 38, 41, 40], undefined],
  ['nothing at night', 0, [0, 1, 0, 2], undefined],
  ['nothing, and only three weeks are known', 0, [50, 50, 50], undefined],
  ['a holiday before does not make the rule', 0, [30, 0, 31, 29, 30], 30],
  ['a rush before does not either', 6, [10, 9, 400, 11, 10], undefined],
])('%s', (_, now, before, expected) => {
  expect(missingMoney({ payments: now, cents: 0n }, hours(...before))?.payments).toBe(expected)
})

test('what is usual is never missing, and more money never raises an alarm', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(500), { minLength: 1, maxLength: 8 }),
      fc.nat(500),
      (before, more) => {
        const usual = before.toSorted((a, b) => a - b)[Math.floor((before.length - 1) / 2)] ?? 0
        const now = { payments: Math.max(1, usual) + more, cents: 1n }
        expect(missingMoney(now, hours(...before))).toBeUndefined()
      },
    ),
  )
})
