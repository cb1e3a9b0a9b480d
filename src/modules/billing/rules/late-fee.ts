import { divideRounded } from '#kernel/money.ts'
import type { LateFeePolicy } from '../contract.ts'

/** What an invoice of which so much is open costs for being late, in cents; nothing for nothing. */
export function lateFeeOf(policy: LateFeePolicy, open: bigint): bigint {
  if (open <= 0n) return 0n
  const fee =
    policy.kind === 'fixed'
      ? policy.fixed.cents
      : divideRounded(open * BigInt(policy.percent_bp), 10_000n)
  return fee < policy.most.cents ? fee : policy.most.cents
}
