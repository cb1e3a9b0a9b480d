import { sitesOfPlan } from '#modules/catalog/index.ts'
import { routersAt } from '#modules/network/index.ts'
import type { Read } from '#platform/tx.ts'

/**
 * The routers at which time of a plan may be used: those of the sites where it is sold; none said: all. The page of a door is an address like
 * any other, so whoever opened that of a cheaper place would take its hour along.
 */
export async function routersFor(read: Read, planVersionId: string): Promise<string[]> {
  const sites = await sitesOfPlan(read, planVersionId)
  return sites === null ? [] : routersAt(read, sites)
}

/** Whether time that is bound to these routers, or to none, can be used at a site. */
export async function isGoodAt(
  read: Read,
  nasIds: readonly string[],
  siteId: string,
): Promise<boolean> {
  if (nasIds.length === 0) return true
  const here = new Set(await routersAt(read, [siteId]))
  return nasIds.some((id) => here.has(id))
}
