import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SIGNS, type Sign } from '../contract.ts'
import {
  matchOwner,
  ranked,
  readTyped,
  shareName,
  slipsBetween,
  slipsFrom,
  type Candidate,
} from './match-owner.ts'

const who = (subscriberId: string, ...signs: Sign[]): Candidate => ({
  ...{ subscriberId, signs: new Set(signs), paidBefore: 1, isClosed: false },
})
const often = (one: Candidate): Candidate => ({ ...one, paidBefore: 9 })
const closed = (one: Candidate): Candidate => ({ ...one, isClosed: true })

test.each<[string, string, Candidate[], string | undefined, string?]>([
  ['nothing is known', '', [], undefined],
  [
    'a number says more than a phone',
    '1',
    [who('a', 'number'), who('b', 'payer-phone')],
    'a',
    'number',
  ],
  [
    'a service’s number',
    '1',
    [who('a', 'service-number'), who('b', 'payer-phone')],
    'a',
    'service-number',
  ],
  ['a phone instead of a number', '0712', [who('a', 'typed-phone')], 'a', 'phone-as-account'],
  ['a phone of two', '0712', [who('a', 'typed-phone'), who('b', 'typed-phone')], undefined],
  ['no number, and a phone of one', '', [who('a', 'payer-phone')], 'a', 'payer-phone'],
  ['a word, and a phone of one', 'wifi', [who('a', 'payer-phone')], 'a', 'payer-phone'],
  [
    'a phone of two who share it',
    '',
    [who('a', 'payer-phone'), who('b', 'payer-phone')],
    undefined,
  ],
  [
    'a phone of two, of whom one has the payer’s name and a habit',
    'wifi',
    [often(who('a', 'payer-phone', 'payer-name', 'paid-before')), who('b', 'payer-phone')],
    'a',
    'score',
  ],
  ['a number that nobody has', '87654321', [who('a', 'payer-phone')], undefined],
  ['their own number with a slip', '10000071', [who('a', 'payer-phone', 'slip')], 'a', 'score'],
  ['two slips are too many', '10000971', [who('a', 'payer-phone', 'two-slips')], undefined],
  ['a slip alone may be a neighbour’s', '10000071', [who('a', 'slip')], undefined],
  ['ends of a phone alone are a hint', '', [who('a', 'payer-ends')], undefined],
  ['ends and a name are a hint', '', [who('a', 'payer-ends', 'payer-name')], undefined],
  [
    'ends, a name and a slip',
    '10000071',
    [who('a', 'payer-ends', 'payer-name', 'slip')],
    'a',
    'score',
  ],
  [
    'till: ends, a name, a habit and the amount of always',
    '',
    [often(who('a', 'payer-ends', 'payer-name', 'paid-before', 'usual-amount'))],
    'a',
    'score',
  ],
  [
    'till: the same, once before only',
    '',
    [who('a', 'payer-ends', 'payer-name', 'paid-before', 'usual-amount')],
    undefined,
  ],
  [
    'for a friend: paid before from this phone, now for another number',
    '1',
    [who('b', 'number'), often(who('a', 'payer-phone', 'paid-before', 'payer-name'))],
    'b',
    'number',
  ],
  ['a closed record is for a person', '', [closed(who('a', 'payer-phone'))], undefined],
  ['a closed record’s own number is meant', '1', [closed(who('a', 'number'))], 'a', 'number'],
])('%s', (_, typed, candidates, expected, by) => {
  for (const order of [candidates, candidates.toReversed()]) {
    const match = matchOwner(readTyped(typed), order)
    expect(match.kind === 'owner' ? match.subscriberId : undefined).toBe(expected)
    if (by !== undefined) expect(match).toMatchObject({ by })
  }
})

const candidate = fc.record({
  subscriberId: fc.constantFrom('a', 'b', 'c', 'd'),
  signs: fc.uniqueArray(fc.constantFrom(...SIGNS)).map((signs) => new Set(signs)),
  paidBefore: fc.nat(5),
  isClosed: fc.boolean(),
})
const candidates = fc.uniqueArray(candidate, { selector: (one) => one.subscriberId })
const typed = fc.constantFrom('', 'wifi', '12345678').map(readTyped)

test('the order in which candidates are found decides nothing, scores stay within a hundred, and equals are left to a person', () => {
  fc.assert(
    fc.property(typed, candidates, (given, some) => {
      expect(matchOwner(given, some.toReversed())).toEqual(matchOwner(given, some))
      const scores = ranked(given, some).map(({ score }) => score)
      expect(scores.every((score) => score >= 0 && score <= 100)).toBe(true)
      const [first] = some
      if (!first) return
      const twin = { ...first, subscriberId: 'twin' }
      const match = matchOwner(given, [first, twin])
      expect(match.kind).toBe('nobody')
    }),
  )
})

test('one more sign for whoever is surest never takes it from them', () => {
  fc.assert(
    fc.property(typed, candidates, fc.constantFrom(...SIGNS), (given, some, sign) => {
      const match = matchOwner(given, some)
      if (match.kind === 'nobody') return
      const more = some.map((one) =>
        one.subscriberId === match.subscriberId
          ? { ...one, signs: new Set([...one.signs, sign]) }
          : one,
      )
      expect(matchOwner(given, more)).toMatchObject({ subscriberId: match.subscriberId })
    }),
  )
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

test('a slip is undone by a slip, and lies one slip away', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{6,8}$/), fc.nat(), (digits, n) => {
      const slips = [...slipsFrom(digits)]
      expect(slipsFrom(digits).has(digits)).toBe(false)
      const slip = slips[n % slips.length] ?? ''
      expect(slipsFrom(slip).has(digits)).toBe(true)
      expect(slipsBetween(digits, slip)).toBe(1)
      expect(slipsBetween(slip, digits)).toBe(1)
      expect(slipsBetween(digits, digits)).toBe(0)
    }),
    { numRuns: 30 },
  )
})

test.each([
  ['JANE', 'Jane Wanjiku', true],
  ['wifi ya jane', 'JANE WANJIKU', true],
  ['JO', 'Jo Otieno', false],
  ['JOHN', 'Johnson Kamau', false],
  ['André', 'ANDRE Mwangi', true],
  ['', '', false],
])('%j and %j share a name: %s', (told, name, expected) => {
  expect(shareName(told, name)).toBe(expected)
})
