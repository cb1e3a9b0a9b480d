import { expect, test } from 'vitest'
import { parseDay, parseTime } from '#web/ui/form/day.ts'

const today = Temporal.PlainDate.from('2026-11-22')

test.each([
  ['22/11/2026', '2026-11-22'],
  ['1/2/26', '2026-02-01'],
  ['5-3', '2026-03-05'],
  ['22 Nov', '2026-11-22'],
  ['3 Agosti 2025', '2025-08-03'],
  ['12 may 2027', '2027-05-12'],
  ['2026-11-22', '2026-11-22'],
  ['31/2/2026', undefined],
  ['11/22/2026', undefined],
  ['tomorrow', undefined],
  ['', undefined],
])('the day %j is %s', (typed, day) => {
  expect(parseDay(typed, today)).toBe(day)
})

test.each([
  ['8:30', '08:30'],
  ['0830', '08:30'],
  ['8.30 pm', '20:30'],
  ['12am', '00:00'],
  ['12 pm', '12:00'],
  ['20', '20:00'],
  ['24:00', undefined],
  ['13 pm', undefined],
  ['8:75', undefined],
])('the time %j is %s', (typed, time) => {
  expect(parseTime(typed)).toBe(time)
})
