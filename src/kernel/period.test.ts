import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  covers,
  dayOf,
  isWithin,
  length_ms,
  monthAfter,
  monthAround,
  overlap,
  period,
  splitAt,
} from '#kernel/period.ts'

const NAIROBI = 'Africa/Nairobi'
const at = (text: string) => Temporal.Instant.from(text)
const dates = (span: { from: Temporal.Instant; to: Temporal.Instant }, zone = NAIROBI) => [
  span.from.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }),
  span.to.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }),
]

test.each([
  ['2026-11-20T18:00+03:00', 1, '2026-11-01T00:00', '2026-12-01T00:00'],
  ['2026-11-20T18:00+03:00', 20, '2026-11-20T00:00', '2026-12-20T00:00'],
  ['2026-11-20T18:00+03:00', 21, '2026-10-21T00:00', '2026-11-21T00:00'],
  ['2026-02-15T12:00+03:00', 31, '2026-01-31T00:00', '2026-02-28T00:00'],
  ['2026-02-28T00:00+03:00', 31, '2026-02-28T00:00', '2026-03-31T00:00'],
  ['2026-03-30T23:59+03:00', 31, '2026-02-28T00:00', '2026-03-31T00:00'],
  ['2026-04-30T00:00+03:00', 31, '2026-04-30T00:00', '2026-05-31T00:00'],
  ['2026-02-28T12:00+03:00', 30, '2026-02-28T00:00', '2026-03-30T00:00'],
  ['2028-02-29T12:00+03:00', 29, '2028-02-29T00:00', '2028-03-29T00:00'],
  ['2027-02-28T12:00+03:00', 29, '2027-02-28T00:00', '2027-03-29T00:00'],
  // 22:30 UTC on the last day is already the first of the month in Nairobi.
  ['2026-11-30T22:30Z', 1, '2026-12-01T00:00', '2027-01-01T00:00'],
])('the month around %s with anchor %i', (instant, anchor, from, to) => {
  expect(dates(monthAround(at(instant), anchor, NAIROBI))).toEqual([from, to])
})

test('anchor 31 comes back to 31 after February', () => {
  const january = monthAround(at('2026-01-31T10:00+03:00'), 31, NAIROBI)
  const february = monthAfter(january, 31, NAIROBI)
  const march = monthAfter(february, 31, NAIROBI)
  expect([january, february, march].map((month) => dates(month)[0])).toEqual([
    '2026-01-31T00:00',
    '2026-02-28T00:00',
    '2026-03-31T00:00',
  ])
})

test('months follow each other without gap or overlap, whatever anchor and zone', () => {
  const instants = fc
    .integer({
      min: Temporal.Instant.from('2020-01-01T00:00Z').epochMilliseconds,
      max: Temporal.Instant.from('2040-01-01T00:00Z').epochMilliseconds,
    })
    .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms))
  const zones = fc.constantFrom(NAIROBI, 'Europe/London', 'America/New_York', 'Pacific/Auckland')
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 31 }), zones, (instant, anchor, zone) => {
      const month = monthAround(instant, anchor, zone)
      expect(isWithin(month, instant)).toBe(true)
      const next = monthAfter(month, anchor, zone)
      expect(next.from.equals(month.to)).toBe(true)
      expect(monthAround(month.from, anchor, zone)).toEqual(month)
    }),
  )
})

test('a day is as long as the clocks of the zone make it', () => {
  const hours = (zone: string, date: string) =>
    length_ms(dayOf(Temporal.PlainDate.from(date), zone)) / 3_600_000
  expect(hours(NAIROBI, '2026-03-29')).toBe(24)
  expect(hours('Europe/London', '2026-03-29')).toBe(23)
  expect(hours('Europe/London', '2026-10-25')).toBe(25)
})

test('the end is not part of a period', () => {
  const span = period(at('2026-01-01T00:00Z'), at('2026-01-02T00:00Z'))
  expect(isWithin(span, span.from)).toBe(true)
  expect(isWithin(span, span.to)).toBe(false)
  expect(overlap(span, period(span.to, at('2026-01-03T00:00Z')))).toBeUndefined()
  expect(() => period(span.to, span.to)).toThrow('ends after')
})

const spans = fc
  .tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 1000 }))
  .map(([start, length]) =>
    period(
      Temporal.Instant.fromEpochMilliseconds(start),
      Temporal.Instant.fromEpochMilliseconds(start + length),
    ),
  )

test('an overlap lies in both, and nobody comes first', () => {
  fc.assert(
    fc.property(spans, spans, (one, other) => {
      const shared = overlap(one, other)
      expect(overlap(other, one)).toEqual(shared)
      if (shared) expect(covers(one, shared) && covers(other, shared)).toBe(true)
      expect(overlap(one, one)).toEqual(one)
    }),
  )
})

test('the parts of a cut period touch and make the whole', () => {
  const cuts = fc.array(
    fc.integer({ min: -10, max: 2100 }).map((ms) => Temporal.Instant.fromEpochMilliseconds(ms)),
  )
  fc.assert(
    fc.property(spans, cuts, (span, where) => {
      const parts = splitAt(span, where)
      expect(parts[0]?.from.equals(span.from)).toBe(true)
      expect(parts.at(-1)?.to.equals(span.to)).toBe(true)
      expect(parts.reduce((sum, part) => sum + length_ms(part), 0)).toBe(length_ms(span))
      parts.slice(1).forEach((part, place) => expect(parts[place]?.to.equals(part.from)).toBe(true))
    }),
  )
})
