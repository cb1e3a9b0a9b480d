import { expect, test } from 'vitest'
import { codeWait_s } from './limits.ts'

const now = Temporal.Instant.from('2026-11-20T15:00:00Z')
const sent = (...minutesAgo: number[]) => minutesAgo.map((minutes) => now.subtract({ minutes }))

test.each([
  ['none yet', sent(), 0],
  ['one just now', [now], 60],
  ['one a minute ago', sent(1), 0],
  ['five in the hour', sent(2, 10, 20, 30, 40), 20 * 60],
  ['four in the hour', sent(2, 10, 20, 30), 0],
])('%s', (_, times, wait_s) => {
  expect(codeWait_s(times, now)).toBe(wait_s)
})
