import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchOwner, readTyped, slipsFrom, type Candidates } from './match-owner.ts'

const nobody: Candidates = {
  byNumber: undefined,
  byServiceNumber: undefined,
  byPhoneAsAccount: [],
  byPayerPhone: [],
}

test.each([
  ['nothing is known', '', nobody, undefined, undefined],
  ['a number says more than a phone', '1', { byNumber: 'a', byPayerPhone: ['b'] }, undefined, 'a'],
  ['a service’s number', '1', { byServiceNumber: 'a', byPayerPhone: ['b'] }, undefined, 'a'],
  ['a phone instead of a number', '0712', { byPhoneAsAccount: ['a'] }, undefined, 'a'],
  ['a phone of two', '0712', { byPhoneAsAccount: ['a', 'b'] }, undefined, undefined],
  ['no number, and a phone of one', '', { byPayerPhone: ['a'] }, '10000017', 'a'],
  ['a word, and a phone of one', 'wifi', { byPayerPhone: ['a'] }, '10000017', 'a'],
  ['a phone of two who share it', '', { byPayerPhone: ['a', 'b'] }, undefined, undefined],
  ['a number that nobody has', '87654321', { byPayerPhone: ['a'] }, '10000017', undefined],
  ['their own number with a slip', '10000071', { byPayerPhone: ['a'] }, '10000017', 'a'],
])('%s', (_, typed, candidates, payerNumber, expected) => {
  const match = matchOwner({ ...nobody, ...candidates }, { typed: readTyped(typed), payerNumber })
  expect(match.kind === 'owner' ? match.subscriberId : undefined).toBe(expected)
})

test.each([
  [null, 'nothing'],
  ['  - ', 'nothing'],
  ['Wifi', 'words'],
  ['John 12', 'words'],
  ['1000 oO17', 'number'],
  ['+254712345678', 'number'],
])('%j is %s', (given, kind) => {
  expect(readTyped(given).kind).toBe(kind)
})

test('a slip is undone by a slip', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{6,8}$/), (digits) => {
      expect([...slipsFrom(digits)].filter((slip) => !slipsFrom(slip).has(digits))).toEqual([])
      expect(slipsFrom(digits).has(digits)).toBe(false)
    }),
    { numRuns: 5 },
  )
})
