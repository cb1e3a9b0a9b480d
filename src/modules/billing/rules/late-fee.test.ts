import { expect, test } from 'vitest'
import { kes } from '#kernel/money.ts'
import type { LateFeePolicy } from '../contract.ts'
import { lateFeeOf } from './late-fee.ts'

const policy: LateFeePolicy = {
  ...{ afterDays: 7, kind: 'percent', percent_bp: 250, taxClassId: 'outside' },
  ...{ fixed: kes(20_000n), most: kes(50_000n) },
}

test.each([
  // open, percent of it, fixed
  [0n, 0n, 0n],
  [1n, 0n, 20_000n],
  [20n, 1n, 20_000n],
  [299_900n, 7_498n, 20_000n],
  [2_000_000n, 50_000n, 20_000n],
  [90_000_000n, 50_000n, 20_000n],
])('of %i cents', (open, percent, fixed) => {
  expect(lateFeeOf(policy, open)).toBe(percent)
  expect(lateFeeOf({ ...policy, kind: 'fixed' }, open)).toBe(fixed)
  expect(lateFeeOf({ ...policy, kind: 'fixed', most: kes(15_000n) }, open)).toBe(
    open > 0n ? 15_000n : 0n,
  )
})
