import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatBps, formatRate, parseBps, parseRate, sayBps, slowest } from '#kernel/rate.ts'

test.each([
  ['20M/10M', 20_000_000, 10_000_000],
  ['20M', 20_000_000, 20_000_000],
  ['512k/128k', 512_000, 128_000],
  ['1.5M / 512K', 1_500_000, 512_000],
  ['1G/1G', 1_000_000_000, 1_000_000_000],
  ['64000/32000', 64_000, 32_000],
  ['20 Mbps/10 Mbps', 20_000_000, 10_000_000],
  ['20 Mbit/s / 10 Mbit/s', 20_000_000, 10_000_000],
  ['1.1M', 1_100_000, 1_100_000],
])('%s', (typed, down_bps, up_bps) => {
  expect(parseRate(typed)).toEqual({ down_bps, up_bps })
})

test.each([
  '',
  '/',
  '20M/',
  '/10M',
  '0',
  '20M/10M/5M',
  '-5M',
  '1.0000001',
  'fast',
  '2000G',
  '20MB',
  '1e6',
])('%j is no speed', (typed) => {
  expect(parseRate(typed)).toBeUndefined()
})

test('every speed survives being written and read', () => {
  const bps = fc.integer({ min: 1, max: 1_000_000_000_000 })
  fc.assert(
    fc.property(bps, bps, (down_bps, up_bps) => {
      expect(parseBps(formatBps(down_bps))).toBe(down_bps)
      expect(parseRate(formatRate({ down_bps, up_bps }))).toEqual({ down_bps, up_bps })
    }),
  )
})

test.each([
  [20_000_000, '20M', '20 Mbit/s'],
  [1_500_000, '1.5M', '1.5 Mbit/s'],
  [1_024_000, '1024k', '1,024 kbit/s'],
  [1_250_000, '1.25M', '1.25 Mbit/s'],
  [64_000, '64k', '64 kbit/s'],
  [2_500_000_000, '2.5G', '2.5 Gbit/s'],
  [999, '999', '999 bit/s'],
])('%i is spelled %s and read as %s', (bps, spelled, read) => {
  expect(formatBps(bps)).toBe(spelled)
  const { amount, unit } = sayBps(bps, 'en')
  expect(`${amount} ${unit}`).toBe(read)
})

test('the slowest of several speeds is taken in each direction', () => {
  expect(slowest({ down_bps: 5, up_bps: 9 }, { down_bps: 7, up_bps: 2 })).toEqual({
    down_bps: 5,
    up_bps: 2,
  })
})
