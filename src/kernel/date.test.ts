import { expect, test } from 'vitest'
import { date } from './date.ts'

test.for([
  ['2026-11-20', true],
  ['1900-01-01', true],
  ['2199-12-31', true],
  ['0000-01-01', false],
  ['0206-11-20', false],
  ['2200-01-01', false],
  ['2026-02-29', false],
  ['2026-11-20T00:00:00Z', false],
])('%s is a day that is kept: %s', ([text, isKept]) => {
  expect(date.safeParse(text).success).toBe(isKept)
})
