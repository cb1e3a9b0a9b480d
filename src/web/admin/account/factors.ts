import type { z } from 'zod'
import type { getFactors } from '#modules/staff/contract.ts'

export type Factors = z.output<(typeof getFactors)['reply']>

/** The role asks for a factor and this would be the last: removing it is refused, so it is not offered. */
export function isLastFactor(factors: Factors): boolean {
  return factors.required && (factors.totp ? 1 : 0) + factors.passkeys.length <= 1
}
