import { resolvePrice, type PriceFacts } from '#modules/catalog/contract.ts'
import { planVersionsNow } from '#modules/catalog/index.ts'
import { settingValue } from '#modules/organization/index.ts'
import { servicesHeld, type HeldService } from '#modules/services/index.ts'
import { contractShares, monthsLeft, type Contract } from '#modules/subscribers/contract.ts'
import { contractsById } from '#modules/subscribers/index.ts'
import type { Read } from '#platform/tx.ts'
import { creditsFor } from '../rules/credits.ts'
import { leavingFee, monthlyWorth } from '../rules/leaving.ts'
import { chargedLines } from './charged-lines.ts'
import { pricingOf, type Pricing } from './pricing.ts'
import { creditOnEnd } from './settings.ts'

/** What leaves a contract, and when. */
export type Leaving = {
  readonly contractId: string
  /** Of one service; absent: of all that stand under the contract, which ends. */
  readonly serviceId?: string
  readonly on: string
  readonly because: string
}

export type LeavingCost = {
  readonly contract: Contract
  readonly monthly: bigint
  readonly monthsLeft: number
  readonly fee: bigint
}

/**
 * What leaving a contract costs, by what its lines cost a month without coupons and offers of the first months. Answers the same before
 * and after the service has ended: a line is priced as the last of its contract. Nothing where there is no such contract.
 */
export async function leavingCost(read: Read, leaving: Leaving): Promise<LeavingCost | undefined> {
  const { contractId, serviceId, on, because } = leaving
  const found = (await contractsById(read, [contractId])).get(contractId)
  if (!found) return undefined
  // Whoever ends the contract asks what it would have cost while it ran.
  const contract: Contract =
    serviceId === undefined && found.state === 'ended' ? { ...found, state: 'active' } : found
  const under = await servicesHeld(read, { contractIds: [contractId] })
  const others = under.filter((one) => one.serviceId !== serviceId && one.status === 'active')
  const leave =
    serviceId === undefined ? others : under.filter((one) => one.serviceId === serviceId)
  const lines = others.length + (serviceId === undefined ? 0 : 1)
  const monthly = await monthlyOf(read, leave, { contract, lines })
  const isLast = serviceId === undefined ? leave.length > 0 : others.length === 0
  const { until } = contract
  const day = Temporal.PlainDate.from(on)
  return {
    ...{ contract, monthly },
    monthsLeft: until === null ? 0 : monthsLeft(day, Temporal.PlainDate.from(until)),
    fee: leavingFee(contract, { on, because, monthlyCents: monthly, isLast }),
  }
}

async function monthlyOf(
  read: Read,
  services: readonly HeldService[],
  under: { contract: Contract; lines: number },
): Promise<bigint> {
  if (services.length === 0) return 0n
  const pricing = await pricingOf(read, services)
  const versions = await planVersionsNow(read, [
    ...new Set(services.map(({ planVersionId }) => planVersionId)),
  ])
  const day = read.now.toZonedDateTimeISO(pricing.book.zone).toPlainDate().toString()
  const { contract, lines } = under
  return services.reduce((sum, service) => {
    const version = versions.get(service.planVersionId)
    if (!version) return sum
    const facts = {
      ...usualFacts(pricing, service),
      contract: contractShares(contract, { day, place: lines, lines }),
    }
    const quote = resolvePrice(version, pricing.book, facts, read.now)
    const gross = quote.lines
      .filter(({ kind }) => kind === 'recurring')
      .reduce((of, { taxed }) => of + taxed.gross, 0n)
    return sum + monthlyWorth(gross, version.terms.validity)
  }, 0n)
}

/** After all phases and offers for those who begin. */
const LATER = 10_000

function usualFacts(pricing: Pricing, service: HeldService): PriceFacts {
  return { ...pricing.facts(service, { cycle: LATER }), coupons: [], isNew: false }
}

const FAR = { hours: 24 * 365 * 20 }

/** What would come back of paid time if a service ended now. */
export async function givenBackOnEnd(
  read: Read,
  { serviceId, because, zone }: { serviceId: string; because: string; zone: string },
): Promise<bigint> {
  if (because === 'abuse' || !(await settingValue(read, creditOnEnd))) return 0n
  const rest = { from: read.now, to: read.now.add(FAR) }
  const lines = await chargedLines(read, { serviceId, ...rest })
  return creditsFor(lines, [rest], zone).reduce((sum, { gross }) => sum + gross, 0n)
}
