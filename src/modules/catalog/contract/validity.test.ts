import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boundary, periodIndexOf, validity, VALIDITY_UNITS, type Validity } from './validity.ts'

const NAIROBI = 'Africa/Nairobi'
const of = (
  unit: Validity['unit'],
  mode: Validity['mode'] = 'elapsed',
  given: Partial<Validity> = {},
): Validity => ({ unit, count: 1, mode, anchor: null, ...given })
const end = (terms: Validity, start: string, k = 1, zone = NAIROBI) =>
  boundary(terms, { start: Temporal.Instant.from(start), zone }, k)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })

describe('what was bought ends', () => {
  test.each([
    [of('minute', 'elapsed', { count: 30 }), '2026-11-20T18:00:05+03:00', 1, '2026-11-20T18:30:05'],
    [of('hour'), '2026-11-20T18:00:05+03:00', 1, '2026-11-20T19:00:05'],
    [of('hour', 'end-of-day', { count: 3 }), '2026-11-20T22:00:00+03:00', 1, '2026-11-22T00:00:00'],
    [of('hour', 'end-of-day', { count: 6 }), '2026-11-20T08:00:00+03:00', 1, '2026-11-21T00:00:00'],
    [of('hour', 'end-of-day', { count: 6 }), '2026-11-20T08:00:00+03:00', 2, '2026-11-22T00:00:00'],
    [
      of('hour', 'end-of-day', { count: 36 }),
      '2026-11-20T08:00:00+03:00',
      2,
      '2026-11-24T00:00:00',
    ],
    [of('month', 'elapsed', { anchor: 1 }), '2026-01-31T08:00:00+03:00', 1, '2026-02-28T08:00:00'],
    [of('day'), '2026-11-20T18:00:05+03:00', 1, '2026-11-21T18:00:05'],
    [of('day', 'end-of-day'), '2026-11-20T18:00:05+03:00', 1, '2026-11-22T00:00:00'],
    [of('day', 'calendar'), '2026-11-20T18:00:05+03:00', 1, '2026-11-21T00:00:00'],
    [of('week'), '2026-11-20T18:00:00+03:00', 1, '2026-11-27T18:00:00'],
    [of('week', 'calendar'), '2026-11-20T18:00:00+03:00', 1, '2026-11-23T00:00:00'],
    [of('week', 'calendar'), '2026-11-20T18:00:00+03:00', 2, '2026-11-30T00:00:00'],
    [of('day30'), '2026-01-31T08:00:00+03:00', 1, '2026-03-02T08:00:00'],
    [of('month'), '2026-01-31T08:00:00+03:00', 1, '2026-02-28T08:00:00'],
    [of('month'), '2026-01-31T08:00:00+03:00', 2, '2026-03-31T08:00:00'],
    [of('month'), '2028-01-31T08:00:00+03:00', 1, '2028-02-29T08:00:00'],
    [of('month', 'end-of-day'), '2026-01-15T14:00:00+03:00', 1, '2026-02-16T00:00:00'],
    [of('month', 'calendar', { anchor: 1 }), '2026-01-15T14:00:00+03:00', 1, '2026-02-01T00:00:00'],
    [
      of('month', 'calendar', { anchor: 31 }),
      '2026-01-15T14:00:00+03:00',
      1,
      '2026-01-31T00:00:00',
    ],
    [
      of('month', 'calendar', { anchor: 31 }),
      '2026-01-15T14:00:00+03:00',
      2,
      '2026-02-28T00:00:00',
    ],
    [
      of('month', 'calendar', { anchor: 31 }),
      '2026-01-15T14:00:00+03:00',
      3,
      '2026-03-31T00:00:00',
    ],
    [of('quarter'), '2026-11-30T08:00:00+03:00', 1, '2027-02-28T08:00:00'],
    [of('year'), '2028-02-29T08:00:00+03:00', 1, '2029-02-28T08:00:00'],
    [of('year'), '2028-02-29T08:00:00+03:00', 4, '2032-02-29T08:00:00'],
  ])('%j from %s, boundary %i: %s', (terms, start, k, expected) => {
    expect(end(terms, start, k)).toBe(expected)
  })

  test.each([
    [
      'a month over the night in which clocks go forward',
      'month',
      '2026-02-08T02:30:00-05:00',
      'America/New_York',
      '2026-03-08T03:30:00',
    ],
    [
      'a day in a zone that has skipped one',
      'day',
      '2011-12-29T12:00:00-10:00',
      'Pacific/Apia',
      '2011-12-31T12:00:00',
    ],
  ] as const)('%s', (_, unit, start, zone, expected) => {
    expect(end(of(unit), start, 1, zone)).toBe(expected)
  })

  test.each(['minute', 'hour', 'day30'] as const)('%s has no calendar', (unit) => {
    expect(validity.safeParse(of(unit, 'calendar')).success).toBe(false)
  })
})

const zones = fc.constantFrom(NAIROBI, 'America/New_York', 'Europe/Paris', 'Pacific/Apia')
const terms = fc
  .record({
    unit: fc.constantFrom(...VALIDITY_UNITS),
    count: fc.integer({ min: 1, max: 6 }),
    mode: fc.constantFrom('elapsed' as const, 'end-of-day' as const, 'calendar' as const),
    anchor: fc.option(fc.integer({ min: 1, max: 31 })),
  })
  .filter((one) => validity.safeParse(one).success)
const starts = fc
  .integer({ min: 0, max: 1_262_304_000 })
  .map((s) => Temporal.Instant.fromEpochMilliseconds((946_684_800 + s) * 1000))

describe('periods of any validity, anchor and zone', () => {
  test('follow each other without gap or overlap, and every moment finds its own', () => {
    fc.assert(
      fc.property(terms, starts, zones, fc.nat(40), (one, start, zone, k) => {
        const anchor = { start, zone }
        const [from, to] = [boundary(one, anchor, k), boundary(one, anchor, k + 1)]
        expect(Temporal.Instant.compare(from, to)).toBe(-1)
        expect(periodIndexOf(one, anchor, from)).toBe(k)
        expect(periodIndexOf(one, anchor, to.subtract({ milliseconds: 1 }))).toBe(k)
      }),
    )
  })

  test('calendar months begin on the anchor, or on the last day of a shorter month', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 31 }),
        starts,
        zones,
        fc.nat(60),
        (day, start, zone, k) => {
          const one = of('month', 'calendar', { anchor: day })
          const at = boundary(one, { start, zone }, k + 1).toZonedDateTimeISO(zone)
          expect(at.day).toBe(Math.min(day, at.daysInMonth))
        },
      ),
    )
  })
})
