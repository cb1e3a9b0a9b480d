import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { byHour, shareOut, splitAt } from './split.ts'
import { ispClock } from './isp-clock.ts'

const nairobi = ispClock('Africa/Nairobi')
const ms = (text: string) => Temporal.Instant.from(text).epochMilliseconds
const anyOctets = fc.bigInt({ min: 0n, max: 1n << 60n })
const anyStart = fc.integer({ min: ms('2026-01-01T00:00Z'), max: ms('2027-01-01T00:00Z') })

describe('sharing out', () => {
  test.each([
    [10n, [1, 1, 1], [4n, 3n, 3n]],
    [100n, [1, 2], [33n, 67n]],
    [7n, [0, 0], [7n, 0n]],
    [0n, [3, 4], [0n, 0n]],
  ])('%s by %j', (whole, weights, parts) => expect(shareOut(whole, weights)).toEqual(parts))

  test('parts add up, and each is within one of what it is due', () => {
    const anyWeights = fc.array(fc.integer({ min: 0, max: 4e6 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(anyOctets, anyWeights, (whole, weights) => {
        const parts = shareOut(whole, weights)
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(whole)
        const total = weights.reduce((sum, weight) => sum + weight, 0)
        if (total === 0) return
        for (const [place, part] of parts.entries()) {
          const due = whole * BigInt(weights[place] ?? 0)
          expect(part * BigInt(total) - due).toBeLessThan(BigInt(total))
          expect(due - part * BigInt(total)).toBeLessThan(BigInt(total))
        }
      }),
    )
  })
})

test('cut anywhere, octets and seconds add up', () => {
  const anyBorders = fc.array(fc.integer({ min: -1e6, max: 2e8 }), { maxLength: 20 })
  fc.assert(
    fc.property(
      ...[anyStart, fc.integer({ min: 0, max: 1e8 }), anyOctets, anyOctets, anyBorders],
      (from_ms, length, up, down, borders) => {
        const to_ms = from_ms + length
        const pieces = splitAt(
          { from_ms, to_ms, up, down },
          borders.map((at) => from_ms + at),
        )
        expect(pieces.reduce((sum, piece) => sum + piece.up, 0n)).toBe(up)
        expect(pieces.reduce((sum, piece) => sum + piece.down, 0n)).toBe(down)
        expect(pieces.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(
          Math.floor(to_ms / 1_000) - Math.floor(from_ms / 1_000),
        )
      },
    ),
  )
})

test('an interim over a full hour belongs to both hours by its share of time', () => {
  const delta = { serviceId: 'a', up: 100n, down: 1_001n }
  const parts = byHour(
    [
      {
        ...delta,
        from_ms: ms('2026-11-20T18:57:00+03:00'),
        to_ms: ms('2026-11-20T19:02:00+03:00'),
      },
    ],
    nairobi,
  )
  expect(parts).toMatchObject([
    { serviceId: 'a', up: 60n, down: 601n, seconds: 180 },
    { serviceId: 'a', up: 40n, down: 400n, seconds: 120 },
  ])
})

test.each(['Africa/Nairobi', 'Asia/Kathmandu', 'America/New_York', 'Australia/Lord_Howe'])(
  'the hours of %s add up to what sessions moved, through the whole year',
  (zone) => {
    const clock = ispClock(zone)
    fc.assert(
      fc.property(anyStart, fc.integer({ min: 0, max: 2e8 }), anyOctets, (from_ms, length, up) => {
        const delta = { serviceId: 'a', up, down: up / 3n, from_ms, to_ms: from_ms + length }
        const parts = byHour([delta], clock)
        expect(parts.reduce((sum, part) => sum + part.up, 0n)).toBe(up)
        expect(parts.reduce((sum, part) => sum + part.down, 0n)).toBe(up / 3n)
      }),
      { numRuns: 50 },
    )
  },
)
