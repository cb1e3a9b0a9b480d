import { describe, expect, test } from 'vitest'
import { creditOfLine, creditShare_bp, downTime, kept_bp, levelWords } from './service-level.ts'

const span = (from: string, to: string) => ({
  from: Temporal.Instant.from(from),
  to: Temporal.Instant.from(to),
})
const october = span('2026-09-30T21:00:00Z', '2026-10-31T21:00:00Z')
const promised = {
  availability_bp: 9990,
  bands: [
    { below_bp: 9990, credit_bp: 500 },
    { below_bp: 9950, credit_bp: 1000 },
    { below_bp: 9900, credit_bp: 5000 },
  ],
  creditCap_bp: 3000,
}
const all = 31n * 86_400n

describe('availability', () => {
  test('outages that overlap or leave the month count once, inside it', () => {
    const outages = [
      span('2026-09-30T20:00:00Z', '2026-09-30T21:30:00Z'),
      span('2026-10-10T10:00:00Z', '2026-10-10T12:00:00Z'),
      span('2026-10-10T11:00:00Z', '2026-10-10T13:00:00Z'),
    ]
    expect(downTime(october, outages)).toBe(1800n + 3n * 3600n)
    expect(downTime(october, [])).toBe(0n)
  })

  test.each([
    // seconds down, share given back
    [0n, 0],
    // 99.90 % to the second is kept.
    [2678n, 0],
    [2679n, 500],
    [13_392n, 500],
    [13_393n, 1000],
    [26_785n, 3000],
    [all, 3000],
  ])('down for %i seconds', (down, share) => {
    expect(creditShare_bp(promised, { all, down })).toBe(share)
  })

  test('is said in words, cut and never rounded up', () => {
    const down = 20_760n
    expect(kept_bp({ all, down })).toBe(9922)
    expect(
      levelWords({ month: '2026-10', down, promised_bp: 9990, kept_bp: 9922, share_bp: 1000 }).en,
    ).toBe('Down for 5 h 46 min in 2026-10: 99.22 % where 99.90 % was promised, 10.00 % back')
  })
})

test.each([
  // period of the line, net, credited, credit of ten percent
  ['2026-09-30T21:00:00Z', '2026-10-31T21:00:00Z', 1_000_000n, 0n, 100_000n],
  ['2026-10-01T21:00:00Z', '2026-10-31T21:00:00Z', 1_000_000n, 950_000n, 50_000n],
  ['2026-07-31T21:00:00Z', '2026-10-31T21:00:00Z', 9_200_000n, 0n, 310_000n],
  ['2026-10-31T21:00:00Z', '2026-11-30T21:00:00Z', 1_000_000n, 0n, 0n],
])('a line from %s to %s', (from, to, net, credited, credit) => {
  expect(creditOfLine({ net, credited, period: span(from, to) }, october, 1000)).toBe(credit)
})
