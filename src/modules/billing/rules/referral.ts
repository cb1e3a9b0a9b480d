import type { PriceFacts } from '#modules/catalog/contract.ts'

/** Whom a subscriber brought, and who brought them, as prices ask for it. */
export type Buyer = { readonly wasReferred: boolean; readonly referred: boolean }

export function referralOf(buyer: Buyer | undefined): PriceFacts['referral'] {
  if (buyer?.wasReferred) return buyer.referred ? 'both' : 'referred'
  return buyer?.referred ? 'referrer' : 'none'
}
