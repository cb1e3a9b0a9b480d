import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planByUsage, type Rung, type UsageFacts } from './automatic.ts'

const GB = 1_000_000_000n
const rung = (name: string, shillings: number, gb: number | null): Rung => ({
  planVersionId: name,
  monthly: BigInt(shillings * 100),
  allowance: gb === null ? null : BigInt(gb) * GB,
})
const S = rung('S', 1000, 50)
const M = rung('M', 2000, 200)
const L = rung('L', 4000, 1000)
const XL = rung('XL', 9000, null)

const facts = (held: Rung, gb: number[], more: Partial<UsageFacts> = {}): UsageFacts => ({
  ...{ held, hasChanged: false, mayUpgrade: true, mayDowngrade: true, ceiling: 1_000_000n },
  ...{ cooldownPeriods: 2, ladder: [S, M, L, XL], periods: gb.map((one) => BigInt(one) * GB) },
  ...more,
})

test.each([
  ['one full period is no habit', facts(S, [50]), 'stay'],
  ['two are', facts(S, [50, 49]), 'up M'],
  ['to the one that fits, not to the next', facts(S, [600, 500]), 'up L'],
  ['to the biggest under the ceiling', facts(S, [600, 500], { ceiling: 250_000n }), 'up M'],
  ['never above the ceiling', facts(S, [50, 50], { ceiling: 150_000n }), 'stay'],
  ['not without consent', facts(S, [50, 50], { mayUpgrade: false }), 'stay'],
  ['not while it rests', facts(M, [200, 200], { hasChanged: true, cooldownPeriods: 3 }), 'stay'],
  ['nothing is more than everything', facts(XL, [5000, 5000]), 'stay'],
  ['two quiet periods are no habit', facts(L, [10, 10]), 'stay'],
  ['three are', facts(L, [10, 12, 11]), 'down S'],
  ['one busy one among them counts', facts(L, [10, 100, 11]), 'down M'],
  ['only with much room', facts(M, [31, 31, 31]), 'stay'],
  ['not down without consent', facts(L, [1, 1, 1], { mayDowngrade: false }), 'stay'],
])('%s', (_, given, expected) => {
  const found = planByUsage(given)
  expect(found.kind === 'stay' ? 'stay' : `${found.kind} ${found.to.planVersionId}`).toBe(expected)
})

describe('whoever uses the same every period', () => {
  const aRung = fc.record({
    planVersionId: fc.uuid(),
    monthly: fc.bigInt(1n, 100n),
    allowance: fc.option(fc.bigInt(1n, 100n), { nil: null }),
  })
  test('is moved once at most', () => {
    fc.assert(
      fc.property(
        fc.array(aRung, { minLength: 1, maxLength: 8 }),
        fc.bigInt(0n, 120n),
        fc.bigInt(1n, 120n),
        fc.integer({ min: 1, max: 6 }),
        (ladder, usage, ceiling, cooldownPeriods) => {
          let held = ladder[0]
          let periods: bigint[] = []
          let changes = 0
          for (let month = 0; month < 24 && held; month += 1) {
            periods = [usage, ...periods]
            const found = planByUsage({
              ...{ held, periods, ladder, ceiling, cooldownPeriods, hasChanged: changes > 0 },
              ...{ mayUpgrade: true, mayDowngrade: true },
            })
            if (found.kind === 'stay') continue
            held = found.to
            periods = []
            changes += 1
          }
          expect(changes).toBeLessThanOrEqual(1)
        },
      ),
    )
  })
})
