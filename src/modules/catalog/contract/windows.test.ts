import { expect, test } from 'vitest'
import { isWithinWindows, nextEdge, windowsMeet, type TimeWindow } from './windows.ts'

const night: TimeWindow = { days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00' }
const office: TimeWindow = { days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00' }
const sunday: TimeWindow = { days: [7], from: '00:00', to: '00:00' }
const at = (local: string) => Temporal.ZonedDateTime.from(`${local}[Africa/Nairobi]`)

test.each([
  [night, '2026-11-20T21:59', false],
  [night, '2026-11-20T22:00', true],
  [night, '2026-11-21T05:59', true],
  [night, '2026-11-21T06:00', false],
  // The night of Sunday reaches into Monday.
  [{ ...night, days: [7] }, '2026-11-23T03:00', true],
  [{ ...night, days: [7] }, '2026-11-24T03:00', false],
  [office, '2026-11-20T08:00', true],
  [office, '2026-11-21T08:00', false],
  [sunday, '2026-11-22T23:59', true],
  [sunday, '2026-11-23T00:00', false],
])('%j at %s: %s', (window, local, isWithin) => {
  expect(isWithinWindows([window], at(local))).toBe(isWithin)
})

test.each([
  [[night], '2026-11-20T12:00', '2026-11-20T22:00'],
  [[night], '2026-11-20T22:00', '2026-11-21T06:00'],
  [[office], '2026-11-20T17:00', '2026-11-23T08:00'],
  // One begins as the other ends: nothing changes there.
  [[office, { ...office, from: '17:00', to: '19:00' }], '2026-11-20T16:00', '2026-11-20T19:00'],
  [[{ ...sunday, days: [1, 2, 3, 4, 5, 6, 7] }], '2026-11-20T12:00', undefined],
])('the next edge of %j after %s is %s', (windows, from, edge) => {
  expect(nextEdge(windows, at(from))?.toPlainDateTime().toString({ smallestUnit: 'minute' })).toBe(
    edge,
  )
})

test('windows meet when some minute of the week is in both', () => {
  expect(windowsMeet([night], [office])).toBe(false)
  expect(windowsMeet([{ ...night, days: [7] }], [{ days: [1], from: '05:00', to: '07:00' }])).toBe(
    true,
  )
  expect(windowsMeet([office], [sunday])).toBe(false)
})
