import { scaleRate } from '#kernel/rate.ts'
import type { PlanVersion, ProductContent } from '#modules/catalog/contract.ts'
import { addExtra } from '#modules/usage/index.ts'
import type { Tx } from '#platform/tx.ts'

/**
 * Gives what was bought to the network rooms: data until it is used, a faster line for its hours or its period. The same cause gives once.
 * What people put in place (a static address, a visit) is told to them by the add-on itself.
 */
export async function deliverAddon(
  tx: Tx,
  sold: {
    serviceId: string
    addonId: string
    content: ProductContent
    quantity: number
    version: PlanVersion
    period: { from: Temporal.Instant; to: Temporal.Instant | null }
  },
): Promise<void> {
  const { serviceId, content, quantity, period } = sold
  const { gives } = content
  const about = {
    ...{ serviceId, how: 'bought' as const, reason: content.name.en },
    cause: `billing.addon:${sold.addonId}:${period.from.toString()}`,
  }
  if (gives.kind === 'data') {
    const amount = gives.bytes * BigInt(quantity)
    await addExtra(tx, { ...about, what: { kind: 'data', amount }, to: null })
  }
  const speed = sold.version.profiles.speed
  if (gives.kind === 'boost' && speed) {
    const to = gives.hours === null ? period.to : tx.now.add({ hours: gives.hours * quantity })
    const rate = scaleRate(speed.rate, gives.percent)
    if (to !== null) await addExtra(tx, { ...about, what: { kind: 'boost', rate }, to })
  }
}
