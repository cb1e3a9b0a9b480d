import { refuseOtherSite } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import type { QuotedItem } from '../contract.ts'

/** Whoever works at some sites offers nothing at others. */
export function refuseOtherSites(tx: Tx, items: readonly QuotedItem[]): void {
  for (const one of items)
    if (one.kind === 'plan' && one.siteId !== null) refuseOtherSite(tx, one.siteId)
}
