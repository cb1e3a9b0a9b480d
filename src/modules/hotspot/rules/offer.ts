import type { PlanVersion } from '#modules/catalog/contract.ts'
import { listedPrice } from '#modules/catalog/contract.ts'

/** The kind of service, as the catalog has it. */
export const HOTSPOT = 'hotspot'

/** Paid before it is used, at a price that says all: what the page shows is what the phone is asked for. */
export function isSoldHere({ serviceTypeId, terms }: PlanVersion): boolean {
  const always = terms.components.filter(({ optional }) => !optional)
  return (
    serviceTypeId === HOTSPOT &&
    terms.payment === 'prepaid' &&
    listedPrice({ terms }) > 0n &&
    always.every(({ kind, taxMode }) => kind === 'recurring' && taxMode === 'inclusive')
  )
}

/** In the order that staff chose, else the cheapest first. */
export function inOrder<Offer extends { planId: string; cents: bigint }>(
  offers: readonly Offer[],
  planIds: readonly string[],
): Offer[] {
  if (planIds.length === 0)
    return offers.toSorted((a, b) => (a.cents < b.cents ? -1 : a.cents > b.cents ? 1 : 0))
  return planIds.flatMap((planId) => offers.filter((offer) => offer.planId === planId))
}
