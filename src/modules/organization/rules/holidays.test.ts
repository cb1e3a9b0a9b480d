import fc from 'fast-check'
import { expect, test } from 'vitest'
import { announcementFor, easterSunday, holidaysOf } from './holidays.ts'

const nothing = { announced: [], closedDays: [] }
const date = (text: string) => Temporal.PlainDate.from(text)
const on = (year: number, key: string, facts: Parameters<typeof holidaysOf>[1] = nothing) =>
  holidaysOf(year, facts)
    .filter((holiday) => holiday.key === key)
    .map((holiday) => `${holiday.date} ${holiday.certainty}`)

// US Naval Observatory; 1818 and 2285 are the earliest possible, 2038 the latest.
test.each([
  '1818-03-22',
  '2000-04-23',
  '2024-03-31',
  '2025-04-20',
  '2026-04-05',
  '2027-03-28',
  '2038-04-25',
  '2285-03-22',
])('Easter Sunday is %s', (sunday) => {
  expect(easterSunday(Number(sunday.slice(0, 4))).toString()).toBe(sunday)
})

test('Easter is a Sunday between 22 March and 25 April', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1900, max: 2200 }), (year) => {
      const sunday = easterSunday(year)
      expect(sunday.dayOfWeek).toBe(7)
      expect(sunday.toString() >= `${year}-03-22` && sunday.toString() <= `${year}-04-25`).toBe(
        true,
      )
    }),
  )
})

test('the year 2026', () => {
  expect(holidaysOf(2026, nothing).map((holiday) => `${holiday.date} ${holiday.key}`)).toEqual([
    '2026-01-01 new-year',
    '2026-03-20 idd-ul-fitr',
    '2026-04-03 good-friday',
    '2026-04-06 easter-monday',
    '2026-05-01 labour-day',
    '2026-05-27 idd-ul-azha',
    '2026-06-01 madaraka-day',
    '2026-10-10 mazingira-day',
    '2026-10-20 mashujaa-day',
    '2026-12-12 jamhuri-day',
    '2026-12-25 christmas',
    '2026-12-26 boxing-day',
  ])
})

test.each([
  // 1 January 2023 was a Sunday and Monday the 2nd was free.
  [2023, 'new-year-observed', '2023-01-02 certain'],
  // Christmas on a Sunday: Monday is Boxing Day already, so Tuesday is free (as in 2022).
  [2022, 'christmas-observed', '2022-12-27 certain'],
  [2021, 'boxing-day-observed', '2021-12-27 certain'],
  // Idd-ul-Azha on Sunday 31 December 2006; Monday was New Year's Day.
  [2007, 'idd-ul-azha-observed', '2007-01-02 expected'],
])('in %i %s is %s', (year, key, expected) => {
  expect(on(year, key)).toEqual([expected])
})

test('what was announced replaces what was expected', () => {
  const hijriYear = announcementFor('idd-ul-fitr', date('2026-03-21'))?.hijriYear
  expect(hijriYear).toBe(1447)
  const announced = [{ key: 'idd-ul-fitr' as const, hijriYear: 1447, date: date('2026-03-21') }]
  expect(on(2026, 'idd-ul-fitr')).toEqual(['2026-03-20 expected'])
  expect(on(2026, 'idd-ul-fitr', { announced, closedDays: [] })).toEqual(['2026-03-21 certain'])
})

test('a day far from the moon is not an announcement', () => {
  expect(announcementFor('idd-ul-fitr', date('2026-06-01'))).toBeUndefined()
  expect(announcementFor('idd-ul-azha', date('2026-03-20'))).toBeUndefined()
})

test('a year with two Idd-ul-Fitr has both', () => {
  expect(on(2033, 'idd-ul-fitr')).toHaveLength(2)
})

test('days of our own come in their year only', () => {
  const closedDays = [{ id: 'x', date: date('2026-08-03'), name: 'Stock-taking' }]
  expect(on(2026, 'x', { announced: [], closedDays })).toEqual(['2026-08-03 certain'])
  expect(on(2027, 'x', { announced: [], closedDays })).toEqual([])
})

test('no day is observed on a Sunday or on another holiday, in any year', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2000, max: 2200 }), (year) => {
      const all = holidaysOf(year, nothing)
      for (const holiday of all.filter((one) => one.kind === 'observed')) {
        expect(date(holiday.date).dayOfWeek).not.toBe(7)
        expect(all.filter((other) => other.date === holiday.date)).toHaveLength(1)
      }
      expect(all.every((holiday) => holiday.date.startsWith(`${year}-`))).toBe(true)
    }),
  )
})
