import { sitesOfPlan } from '#modules/catalog/index.ts'
import type { Tx } from '#platform/tx.ts'
import { notSoldThere } from '../refusals.ts'

/** A plan that is sold at some sites is ordered at one of them. What an offer named before stays promised. */
export async function refuseElsewhere(
  tx: Tx,
  order: { planVersionId: string; siteId: string | null },
): Promise<void> {
  const sites = await sitesOfPlan(tx, order.planVersionId)
  if (sites === null || (order.siteId !== null && sites.includes(order.siteId))) return
  throw notSoldThere(undefined, [{ path: 'siteId', message: 'Choose a site where it is sold.' }])
}
