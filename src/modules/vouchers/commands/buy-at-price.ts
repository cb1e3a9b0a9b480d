import { must } from '#kernel/assert.ts'
import { kes } from '#kernel/money.ts'
import { renewFromWallets } from '#modules/billing/index.ts'
import { listedPrice, type PlanVersion } from '#modules/catalog/contract.ts'
import { agreePrice, planVersionsNow, todayOf } from '#modules/catalog/index.ts'
import type { Tx } from '#platform/tx.ts'
import { cannotBeBought } from '../refusals.ts'

type Bought = {
  readonly subscriberId: string
  readonly serviceId: string
  readonly planVersionId: string
  readonly cents: bigint
  readonly reason: string
}

/**
 * Buys the next period of each of these services for what was printed or asked for it: where the plan costs something else by now, this
 * period costs that. It is in the wallets already. Refuses what the business does not sell now: one that somebody barred, or that is to end.
 */
export async function buyAtPrice(tx: Tx, all: readonly Bought[]): Promise<void> {
  const versions = await planVersionsNow(tx, [...new Set(all.map((one) => one.planVersionId))])
  const versionOf = ({ planVersionId }: Bought) =>
    must(versions.get(planVersionId), 'what is bought is of a plan that there is')
  const listed = all.filter((one) => listedPrice(versionOf(one)) === one.cents)
  const bought = await buy(tx, listed)
  // Coupons, rules and agreements may have made another price of the listed one.
  const others = all.filter(({ serviceId }) => !bought.has(serviceId))
  for (const one of others) await agree(tx, one, versionOf(one))
  const atTheirs = await buy(tx, others)
  if (others.some(({ serviceId }) => !atTheirs.has(serviceId))) throw cannotBeBought()
}

/** Answers which are bought. */
async function buy(tx: Tx, wanted: readonly Bought[]): Promise<Set<string>> {
  if (wanted.length === 0) return new Set()
  const { renewed } = await renewFromWallets(tx, {
    subscriberIds: wanted.map(({ subscriberId }) => subscriberId),
    asked: wanted.map(({ serviceId }) => serviceId),
  })
  return new Set(renewed.map(({ service }) => service.serviceId))
}

async function agree(tx: Tx, { serviceId, cents, reason }: Bought, version: PlanVersion) {
  const today = Temporal.PlainDate.from(await todayOf(tx))
  const recurring = version.terms.components.filter(({ kind }) => kind === 'recurring')
  for (const [place, { key }] of recurring.entries())
    await agreePrice(tx, {
      ...{ holderKind: 'service', holderId: serviceId, planId: version.planId, componentKey: key },
      // All of it for the first price, nothing for the others: they were sold together.
      ...{ effect: { kind: 'price', price: kes(place === 0 ? cents : 0n) }, withRules: false },
      ...{ from: today.toString(), lastDay: today.add({ days: 1 }).toString(), reason },
    })
}
