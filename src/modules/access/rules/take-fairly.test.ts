import fc from 'fast-check'
import { expect, test } from 'vitest'
import { takeFairly } from './take-fairly.ts'

const routerOf = (item: string) => item.charAt(0)

test.each([
  // What waits, how many are taken, and which.
  { waiting: 'a1 a2 a3 a4 b1', most: 3, first: 'oldest', taken: 'a1 a2 b1' },
  { waiting: 'a1 a2 a3 a4 b1', most: 3, first: 'newest', taken: 'a3 a4 b1' },
  { waiting: 'a1 b1 a2 b2 a3 b3', most: 4, first: 'oldest', taken: 'a1 b1 a2 b2' },
  { waiting: 'a1 b1 c1 a2 a3 a4 a5', most: 5, first: 'oldest', taken: 'a1 b1 c1 a2 a3' },
  // What does not divide goes to whoever comes first.
  { waiting: 'a1 a2 a3 b1 b2 b3', most: 3, first: 'oldest', taken: 'a1 a2 b1' },
  // More routers than places.
  { waiting: 'a1 b1 c1 d1', most: 2, first: 'oldest', taken: 'a1 b1' },
  { waiting: 'a1 a2 a3', most: 2, first: 'newest', taken: 'a2 a3' },
] as const)('of $waiting, $most by the $first: $taken', ({ waiting, most, first, taken }) => {
  const found = takeFairly(waiting.split(' '), { most, routerOf, first })
  expect(found.taken.join(' ')).toBe(taken)
})

test('as many are taken as may be, nothing is lost, and nobody who has less is given less than another', () => {
  const item = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(99)).map(([a, n]) => a + n)
  const first = fc.constantFrom('oldest' as const, 'newest' as const)
  fc.assert(
    fc.property(fc.array(item, { minLength: 2 }), fc.nat(20), first, (waiting, some, order) => {
      const most = Math.max(1, Math.min(some, waiting.length - 1))
      const { taken, left } = takeFairly(waiting, { most, routerOf, first: order })
      expect([...taken, ...left].toSorted()).toEqual(waiting.toSorted())
      expect(taken).toHaveLength(most)
      const count = (items: readonly string[], router: string) =>
        items.filter((one) => routerOf(one) === router).length
      for (const router of new Set(left.map(routerOf)))
        for (const other of new Set(taken.map(routerOf)))
          expect(count(taken, other)).toBeLessThanOrEqual(count(taken, router) + 1)
    }),
  )
})
