import { expect, test } from 'vitest'
import { mayGoAt } from './hours.ts'

const zone = 'Africa/Nairobi'
const at = (clock: string) => Temporal.Instant.from(`2026-11-20T${clock}:00+03:00`)
const goes = (kind: Parameters<typeof mayGoAt>[0], clock: string, first: number, last: number) =>
  mayGoAt(kind, at(clock), { zone, day: { first, last } })
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })

test.each([
  ['service', '07:59', 8, 20, '2026-11-20T08:00'],
  ['service', '19:59', 8, 20, '2026-11-20T19:59'],
  ['service', '20:00', 8, 20, '2026-11-21T08:00'],
  ['promotional', '19:00', 8, 22, '2026-11-21T08:00'],
  ['promotional', '05:00', 0, 24, '2026-11-20T07:00'],
  // An ISP's day that leaves none of the hours of the law: the law's hold.
  ['promotional', '21:00', 20, 23, '2026-11-21T07:00'],
  ['promotional', '03:00', 20, 23, '2026-11-20T07:00'],
  ['promotional', '02:00', 20, 6, '2026-11-20T07:00'],
  ['service', '02:00', 20, 6, '2026-11-20T02:00'],
  ['service', '12:00', 20, 6, '2026-11-20T20:00'],
  ['code', '03:00', 8, 20, '2026-11-20T03:00'],
  ['transactional', '23:59', 8, 20, '2026-11-20T23:59'],
] as const)('%s at %s, where the day is from %i to %i', (kind, clock, first, last, goesAt) =>
  expect(goes(kind, clock, first, last)).toBe(goesAt),
)
