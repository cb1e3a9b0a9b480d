import { expect, test } from 'vitest'
import {
  formatAgo,
  formatCount,
  formatDay,
  formatDuration,
  formatInstant,
  formatShare,
} from '#web/ui/format.ts'

const at = Temporal.Instant.from('2026-11-22T21:05:30Z')

test('a moment is shown in the zone of the ISP, whatever the machine thinks', () => {
  expect(formatInstant(at, { language: 'en', zone: 'Africa/Nairobi', hours: '24h' })).toBe(
    '23 Nov 2026, 00:05',
  )
  expect(formatInstant(at, { language: 'en', zone: 'UTC', hours: '12h' })).toMatch(
    /^22 Nov 2026, 9:05 pm$/i,
  )
  expect(formatInstant(at, { language: 'sw', zone: 'Africa/Nairobi', hours: '24h' })).toContain(
    '23 Nov 2026',
  )
})

test.each([
  ['2026-11-22T21:05:00Z', undefined],
  ['2026-11-22T21:02:30Z', '3 minutes ago'],
  ['2026-11-22T19:05:30Z', '2 hours ago'],
  ['2026-11-21T20:05:30Z', 'yesterday'],
  ['2026-11-25T21:05:30Z', 'in 3 days'],
  ['2026-08-22T21:05:30Z', '3 months ago'],
  ['2023-11-22T21:05:30Z', '3 years ago'],
])('%s is %s', (then, shown) => {
  expect(formatAgo(Temporal.Instant.from(then), at, 'en')).toBe(shown)
})

test.each([
  [0, '0s'],
  [45, '45s'],
  [192 * 60, '3h 12m'],
  [3600, '1h'],
  [187_200, '2d 4h'],
])('%i seconds are %s', (seconds, shown) => {
  expect(formatDuration(seconds, 'en')).toBe(shown)
})

test('counts, shares and days', () => {
  expect(formatCount(1_234_567, 'en')).toBe('1,234,567')
  expect(formatShare(0.1234, 'en')).toBe('12.3%')
  expect(formatDay(Temporal.PlainDate.from('2026-02-28'), 'en')).toBe('28 Feb 2026')
})
