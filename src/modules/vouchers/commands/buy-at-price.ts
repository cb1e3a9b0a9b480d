import { assert } from '#kernel/assert.ts'
import { kes } from '#kernel/money.ts'
import { renewFromWallets } from '#modules/billing/index.ts'
import { listedPrice } from '#modules/catalog/contract.ts'
import { agreePrice, planVersionNow, todayOf } from '#modules/catalog/index.ts'
import type { Tx } from '#platform/tx.ts'

/**
 * Buys the next period of a service for what was printed or asked for it: where the plan costs something else by now, this period costs that.
 * It is in the wallet already.
 */
export async function buyAtPrice(
  tx: Tx,
  given: {
    subscriberId: string
    serviceId: string
    planVersionId: string
    cents: bigint
    reason: string
  },
): Promise<void> {
  const { subscriberId, serviceId, planVersionId, cents, reason } = given
  const asked = { subscriberIds: [subscriberId], asked: serviceId }
  const isBought = async () =>
    (await renewFromWallets(tx, asked)).renewed.some(
      ({ service }) => service.serviceId === serviceId,
    )
  const version = await planVersionNow(tx, planVersionId)
  if (listedPrice(version) === cents && (await isBought())) return
  const today = Temporal.PlainDate.from(await todayOf(tx))
  const recurring = version.terms.components.filter(({ kind }) => kind === 'recurring')
  for (const [place, { key }] of recurring.entries())
    await agreePrice(tx, {
      ...{ holderKind: 'service', holderId: serviceId, planId: version.planId, componentKey: key },
      // All of it for the first price, nothing for the others: they were sold together.
      ...{ effect: { kind: 'price', price: kes(place === 0 ? cents : 0n) }, withRules: false },
      ...{ from: today.toString(), lastDay: today.add({ days: 1 }).toString(), reason },
    })
  assert(await isBought(), `service ${serviceId} is paid with what was asked for it`)
}
