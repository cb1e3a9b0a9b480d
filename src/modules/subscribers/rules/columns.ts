import type { Terms } from '../contract/shapes.ts'

/** Where a subscriber is counted: where it is served, or else wherever it is. */
export function countyOf(addresses: readonly { kind: string; county: string }[]): string | null {
  const served = addresses.find((address) => address.kind === 'installation')
  return (served ?? addresses[0])?.county ?? null
}

/** Terms as the columns keep them. */
export function termsColumns(terms: Terms) {
  return {
    payment_days: terms.paymentDays,
    credit_limit_cents: BigInt(terms.creditLimitCents),
    cycle_unit: terms.cycleUnit,
    cycle_count: terms.cycleCount,
    cycle_anchor: terms.cycleAnchor,
    billed_to: terms.billedTo,
  }
}
