import { priceFacts, type PriceFacts, type TaxStatus } from '#modules/catalog/contract.ts'
import {
  buyersKnown,
  linesTogether,
  placesInContracts,
  type HeldService,
} from '#modules/services/index.ts'
import { contractShares, type Contract } from '#modules/subscribers/contract.ts'
import { contractsById, segmentsOf, taxFacts } from '#modules/subscribers/index.ts'
import type { Read } from '#platform/tx.ts'
import type { CycleFacts } from '../rules/cycle-facts.ts'
import { monthsServed } from '../rules/months-served.ts'
import { referralOf } from '../rules/referral.ts'
import type { HeldCoupon } from './held-coupons.ts'

/** Relief is from VAT. Excise is due by whoever sells, so only a letter that says so would free from it, and none does by itself. */
const STATUS = {
  standard: { vat: 'standard', excise: 'standard' },
  exempt: { vat: 'exempt', excise: 'standard' },
  'zero-rated': { vat: 'zero', excise: 'standard' },
} as const satisfies Record<string, TaxStatus>

/** How each of these is taxed on a day. */
export async function taxStatusOf(
  read: Read,
  subscriberIds: readonly string[],
  on: Temporal.PlainDate,
): Promise<(subscriberId: string) => TaxStatus> {
  const facts = await taxFacts(read, { subscriberIds, on })
  return (subscriberId) => STATUS[facts.get(subscriberId)?.treatment ?? 'standard']
}

/** Of whoever is asked for prices: what belongs to a period that comes next, or to the one that runs. */
export type Asking = {
  /** Periods of the service before the one that is priced. */
  readonly cycle: number
  /** Coupons that the service holds; see `heldCoupons`. */
  readonly coupons?: readonly HeldCoupon[]
  /** Of the running period a coupon that was taken off it already is taken off again. */
  readonly period?: 'next' | 'running'
}

/**
 * What the prices of these services depend on: segments with proof that holds, taxes, the lines that count together, loyalty,
 * referral, optional prices that were chosen, coupons that are held, what a contract says. A fixed number of statements, however many services.
 */
export async function priceFactsOf(
  read: Read,
  given: { services: readonly HeldService[]; on: Temporal.PlainDate },
): Promise<(service: HeldService, asking: Asking) => PriceFacts> {
  const { services, on } = given
  const subscriberIds = [...new Set(services.map((one) => one.subscriberId))]
  const segments = await segmentsOf(read, { subscriberIds, on })
  const status = await taxStatusOf(read, subscriberIds, on)
  const buyers = await buyersKnown(read, subscriberIds)
  const lines = await linesTogether(
    read,
    services.map((one) => one.serviceId),
  )
  const contract = await contractPrices(read, services, await contractsOver(read, services))
  return (service, { cycle, coupons = [], period = 'next' }) => {
    const { serviceId, contractId, subscriberId, activatedAt } = service
    const buyer = buyers.get(subscriberId)
    return priceFacts.parse({
      holderIds: [serviceId, ...(contractId === null ? [] : [contractId]), subscriberId],
      segmentIds: segments.get(subscriberId) ?? [],
      cycle,
      monthsServed: activatedAt ? monthsServed(activatedAt, read.now) : 0,
      // A service that is about to begin is a line, too.
      activeLines: (lines.get(serviceId) ?? 0) + (service.status === 'active' ? 0 : 1),
      isNew: cycle === 0 && buyer?.hasBought !== true,
      referral: referralOf(buyer),
      siteId: service.siteId,
      contract: contract(service, () => on.toString()),
      taxStatus: status(subscriberId),
      chosen: service.chosen,
      coupons: coupons.slice(0, 5).map(({ code, usedBefore, used }) => ({
        ...{ code, usedBefore, held: true },
        cycle: period === 'running' ? Math.max(0, used - 1) : used,
      })),
    })
  }
}

/** The contracts under which these services stand, by id. */
export function contractsOver(
  read: Read,
  services: readonly HeldService[],
): Promise<Map<string, Contract>> {
  return contractsById(read, [...new Set(services.flatMap(({ contractId }) => contractId ?? []))])
}

/** What the contracts of these services say of their prices on a day: nothing is asked where none of them has one. */
export async function contractPrices(
  read: Read,
  services: readonly HeldService[],
  contracts: ReadonlyMap<string, Contract>,
): Promise<CycleFacts['contract']> {
  const under = services.filter(({ contractId }) => contractId !== null)
  if (under.length === 0) return () => null
  const places = await placesInContracts(
    read,
    under.map(({ serviceId }) => serviceId),
  )
  return ({ serviceId, contractId }, day) => {
    const agreed = contractId === null ? undefined : contracts.get(contractId)
    const place = places.get(serviceId)
    return agreed && place ? contractShares(agreed, { day: day(), ...place }) : null
  }
}
