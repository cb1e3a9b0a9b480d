import { expect, test } from 'vitest'
import { holidaysOf } from './holidays.ts'
import { isOpen } from './opening.ts'

const office = { opens: '08:30', closes: '17:00' }
const hours = {
  monday: office,
  tuesday: office,
  wednesday: office,
  thursday: office,
  friday: office,
  saturday: { opens: '20:00', closes: '24:00' },
  sunday: null,
}
const holidays = holidaysOf(2026, { announced: [], closedDays: [] })

test.each([
  ['2026-11-20T08:29', false],
  ['2026-11-20T08:30', true],
  ['2026-11-20T16:59:59', true],
  ['2026-11-20T17:00', false],
  ['2026-11-21T23:59:59', true],
  ['2026-11-22T00:00', false],
  ['2026-11-22T12:00', false],
  // Mashujaa Day is a Tuesday in 2026.
  ['2026-10-20T12:00', false],
])('at %s open is %s', (at, expected) => {
  const now = Temporal.PlainDateTime.from(at).toZonedDateTime('Africa/Nairobi')
  expect(isOpen(now, { hours, holidays })).toBe(expected)
})
