import { expect, test } from 'vitest'
import { isInNetworks } from '#platform/networks.ts'
import { hashToken, newDigits, newLetters, newToken, readLetters } from '#platform/token.ts'

test('tokens have 256 bits, are never the same, and are stored as SHA-256', () => {
  const tokens = Array.from({ length: 1000 }, newToken)
  expect(new Set(tokens).size).toBe(1000)
  expect(Buffer.from(tokens[0] ?? '', 'base64url')).toHaveLength(32)
  expect(hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('codes have all their digits, also when they begin with zero', () => {
  const codes = Array.from({ length: 2000 }, () => newDigits(6))
  expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true)
  expect(codes.some((code) => code.startsWith('0'))).toBe(true)
})

test.each([
  ['k7qx-m2p9', 'K7QXM2P9'],
  ['O0oIlL1', '0001111'],
  [' 3k 7q ', '3K7Q'],
  ['ÄÖ-€', ''],
])('people who type %j mean %s', (typed, letters) => {
  expect(readLetters(typed)).toBe(letters)
})

test('letters are read back as they were made', () => {
  for (let i = 0; i < 200; i++) {
    const letters = newLetters(24)
    expect(readLetters(letters.toLowerCase())).toBe(letters)
  }
})

test.each([
  ['10.1.2.3', ['10.0.0.0/8'], true],
  ['11.1.2.3', ['10.0.0.0/8'], false],
  ['197.248.1.1', ['10.0.0.0/8', '197.248.1.1'], true],
  ['2001:db8::7', ['2001:db8::/32'], true],
  ['2001:db9::7', ['2001:db8::/32'], false],
  ['10.1.2.3', ['2001:db8::/32'], false],
  ['::ffff:10.1.2.3', ['10.0.0.0/8'], true],
])('%s within %j: %s', (ip, networks, inside) => {
  expect(isInNetworks(ip, networks)).toBe(inside)
})
