import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { formatCode, makeCodes, readCode } from './codes.ts'

test.each([
  ['7K3QX-M90ZT', '7K3QXM90ZT'],
  [' 7k3qx m9ozt ', '7K3QXM90ZT'],
  ['7K3QXM9OZT', '7K3QXM90ZT'],
  ['iLoveABCDE', '110VEABCDE'],
  ['4829-1170-3356', '482911703356'],
  ['4829 1170 3356', '482911703356'],
  ['4829 1l70 33S6', undefined],
  ['7K3QX-M90Z', undefined],
  ['7K3QX-M90ZU', undefined],
  ['', undefined],
])('%s is read as %s', (typed, code) => {
  expect(readCode(typed)).toBe(code)
})

test.each(['letters', 'digits'] as const)('codes of %s are read as they are printed', (kind) => {
  const codes = makeCodes(kind, 2_000, (bytes) => randomBytes(bytes))
  expect(new Set(codes).size).toBe(2_000)
  for (const code of codes) expect(readCode(formatCode(code))).toBe(code)
})

test('no sign is likelier than another: bytes that would tip the scales are thrown away', () => {
  // Every byte once: of 0…255 the last six would favour the digits 0 to 5.
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte)
  const signs = makeCodes('digits', 20, () => all).join('')
  const counts = Map.groupBy(signs.slice(0, 240), (sign) => sign)
  expect([...counts.values()].map((same) => same.length)).toEqual(Array(10).fill(24))
})
