import { describe, expect, test } from 'vitest'
import { isTooShort, pausedDays, pauseFrom, type Pause } from './pausing.ts'

const now = Temporal.Instant.from('2026-11-20T15:00:00Z')
const ago = (days: number) => now.subtract({ hours: 24 * days })
const pause = (from: number, to: number | null, bills = false): Pause => ({
  ...{ from: ago(from), to: to === null ? null : ago(to), bills },
})
const terms = { freeDays: 30, leastDays: 3 }

describe('days that pauses were not charged', () => {
  test.each<[string, Pause[], number]>([
    ['none', [], 0],
    ['one that is over', [pause(20, 10)], 10],
    ['one that runs counts until now', [pause(5, null)], 5],
    ['one that would run on counts until now', [pause(5, -10)], 5],
    ['a day that was begun is a day', [pause(2.5, 1)], 2],
    ['what is charged does not count', [pause(20, 10, true)], 0],
    ['what is more than a year ago does not either', [pause(400, 390), pause(370, 360)], 5],
  ])('%s', (_, pauses, days) => expect(pausedDays(pauses, now)).toBe(days))
})

test.each<[string, Pause[], { bills: boolean; days: number | null }]>([
  ['the first of the year', [], { bills: false, days: 30 }],
  ['after ten days', [pause(60, 50)], { bills: false, days: 20 }],
  ['with fewer left than count', [pause(60, 32)], { bills: true, days: null }],
  ['with none left', [pause(60, 30)], { bills: true, days: null }],
])('a pause from now on: %s', (_, pauses, { bills, days }) => {
  const to = days === null ? null : now.add({ hours: 24 * days }).toString()
  const made = pauseFrom(now, pauses, terms)
  expect({ bills: made.bills, to: made.to?.toString() ?? null }).toEqual({ bills, to })
})

test('where the ISP grants no days every pause is charged; short ones are charged afterwards', () => {
  expect(pauseFrom(now, [], { freeDays: 0, leastDays: 0 })).toEqual({ bills: true, to: null })
  expect(isTooShort(pause(2.75, null), now, terms)).toBe(true)
  expect(isTooShort(pause(3, null), now, terms)).toBe(false)
})
