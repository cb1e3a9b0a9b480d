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

/** The least that is open of which being late costs a cent: of less, a share rounds to nothing. */
export function leastFined({ kind, percent_bp }: LateFeePolicy): bigint {
  if (kind === 'fixed') return 1n
  return (5_000n + BigInt(percent_bp) - 1n) / BigInt(percent_bp)
}
