import { subscriberFacts } from '#modules/subscribers/index.ts'
import { refuseOtherSite } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'

/** Whoever works at some sites orders for the subscribers there: an answer names them, and what is ordered they pay. */
export async function refuseStranger(tx: Tx, subscriberId: string): Promise<void> {
  const subscriber = (await subscriberFacts(tx, [subscriberId])).get(subscriberId)
  if (subscriber) refuseOtherSite(tx, subscriber.siteId)
}
