import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BYTES_MAX, bytes, formatBytes, parseBytes } from '#kernel/bytes.ts'

test.each([
  ['100GB', 100_000_000_000n],
  ['1.5 gb', 1_500_000_000n],
  ['750 MB', 750_000_000n],
  ['2TB', 2_000_000_000_000n],
  ['64kB', 64_000n],
  ['1024', 1_024n],
  ['0', 0n],
])('%s', (typed, expected) => {
  expect(parseBytes(typed)).toBe(expected)
})

test.each(['', 'GB', '-1GB', '1.5', '0.0001kB', '1GiB', '1e9', '999999999TB'])(
  '%j is no volume',
  (typed) => {
    expect(parseBytes(typed)).toBeUndefined()
  },
)

test.each([
  [0n, '0 B'],
  [999n, '999 B'],
  [1_000n, '1 kB'],
  [1_500_000_000n, '1.5 GB'],
  [99_999_999_999n, '99.99 GB'],
  [1_234_567_000_000_000n, '1,234.56 TB'],
  [-1_500n, '-1.5 kB'],
])('%s bytes read %s', (volume, expected) => {
  expect(formatBytes(volume)).toBe(expected)
})

test('reading never claims more than there is', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n - 1n }), (volume) => {
      const shown = parseBytes(formatBytes(volume).replaceAll(',', ''))
      expect(shown !== undefined && shown <= volume).toBe(true)
    }),
  )
})

test('the wire carries volumes that floats cannot', () => {
  expect(bytes.decode(String(BYTES_MAX))).toBe(BYTES_MAX)
  expect(bytes.encode(BYTES_MAX)).toBe('9223372036854775807')
  expect(bytes.safeParse('1.5').success).toBe(false)
})
