import { priceFacts, type PriceFacts, type TaxStatus } from '#modules/catalog/contract.ts'
import type { HeldService } from '#modules/services/index.ts'
import { segmentsOf, taxFacts } from '#modules/subscribers/index.ts'
import type { Read } from '#platform/tx.ts'

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

/** What the prices of these services depend on, all of them of the subscribers given; `cycle` is the count of periods before. */
export async function priceFactsOf(
  read: Read,
  given: { services: readonly HeldService[]; on: Temporal.PlainDate },
): Promise<(service: HeldService, cycle: number) => PriceFacts> {
  const { services, on } = given
  const subscriberIds = [...new Set(services.map((one) => one.subscriberId))]
  const [segments, status] = [
    await segmentsOf(read, { subscriberIds, on }),
    await taxStatusOf(read, subscriberIds, on),
  ]
  const lines = Map.groupBy(
    services.filter((one) => one.status === 'active'),
    (one) => one.contractId ?? one.subscriberId,
  )
  return (service, cycle) => {
    const { serviceId, contractId, subscriberId, activatedAt } = service
    const months = activatedAt
      ? Math.floor((read.now.epochMilliseconds - activatedAt.epochMilliseconds) / MONTH_MS)
      : 0
    return priceFacts.parse({
      holderIds: [serviceId, ...(contractId === null ? [] : [contractId]), subscriberId],
      segmentIds: segments.get(subscriberId) ?? [],
      cycle,
      monthsServed: Math.min(Math.max(months, 0), 1200),
      activeLines: lines.get(contractId ?? subscriberId)?.length ?? 1,
      isNew: cycle === 0,
      siteId: service.siteId,
      taxStatus: status(subscriberId),
    })
  }
}

const MONTH_MS = (365.25 / 12) * 86_400_000
