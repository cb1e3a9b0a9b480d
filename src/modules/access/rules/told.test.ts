import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatTold, isObeyed, parseTold, type Told } from './told.ts'

const told: Told = { serving: 'full', mark: '00c0ffee', ends_s: 1_795_000_000 }

test('what was told comes back from Class as it was', () => {
  const any = fc.record<Told>({
    serving: fc.constantFrom('full', 'throttled', 'walled-garden', 'denied'),
    mark: fc.stringMatching(/^[0-9a-f]{8}$/),
    ends_s: fc.option(fc.integer({ min: 0, max: 100_000_000_000 })),
  })
  fc.assert(
    fc.property(any, (one) => {
      expect(parseTold(formatTold(one))).toEqual(one)
    }),
  )
  expect(formatTold(told).length).toBeLessThan(20)
})

test.each(['', 'x00c0ffee', 'f00c0', 'f00c0ffee-', 'f00c0ffee-!', 'f00c0ffee-1-2'])(
  '%j was told by somebody else',
  (text) => expect(parseTold(text)).toBeNull(),
)

test.each<[string, Partial<Told>, boolean]>([
  ['the same', {}, true],
  ['another speed', { mark: '00000000' }, false],
  ['a walled garden', { serving: 'walled-garden' }, false],
  ['an end some seconds off', { ends_s: 1_795_000_030 }, true],
  ['a later end', { ends_s: 1_795_090_000 }, false],
  ['an earlier end', { ends_s: 1_794_990_000 }, false],
  ['no end', { ends_s: null }, false],
])('a NAS obeys when %s is meant: %s', (_, change, obeyed) => {
  expect(isObeyed(told, { ...told, ...change })).toBe(obeyed)
})
