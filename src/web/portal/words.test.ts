import { expect, test } from 'vitest'
import { momentText } from '#web/portal/words.ts'

test.each([
  ['Africa/Nairobi', /Mon.*23 Nov.*00:30/],
  ['America/New_York', /Sun.*22 Nov.*16:30/],
])('a moment is told as the clock of the ISP has it, here in %s', (zone, told) => {
  expect(momentText('2026-11-22T21:30:00Z', 'en', zone)).toMatch(told)
})
