import type { Tx } from '#platform/tx.ts'
import { openOutage, servicesAtSite } from '../queries/outages.ts'
import { outageWords } from '../rules/words.ts'
import { moveOutage } from '../store.ts'
import { tell } from './tell.ts'

const AT_ONCE = 200

/** Tells the next of those at a site of its outage; false when all outages are told. Somebody with two services there is told once. */
export async function goOnTelling(tx: Tx): Promise<boolean> {
  const outage = await openOutage(tx)
  if (!outage) return false
  const { id, siteId, siteName, what, at } = outage
  const services = await servicesAtSite(tx, { siteId, after: outage.upTo, limit: AT_ONCE })
  const last = services.at(-1)
  if (!last) {
    await moveOutage(tx, id, 'done')
    return true
  }
  const subscriberIds = [...new Set(services.map(({ subscriberId }) => subscriberId))]
  await tell(
    tx,
    subscriberIds.map((subscriberId) => ({
      ...{ notice: 'outage' as const, key: `${id}:${subscriberId}`, subscriberId },
      values: ({ zone, language }) => ({
        site: siteName,
        what: outageWords(what, at, { zone, language }),
      }),
    })),
  )
  await moveOutage(tx, id, { upTo: last.serviceId, told: subscriberIds.length })
  return true
}
