import { must } from '#kernel/assert.ts'
import {
  resolvePrice,
  sumTaxed,
  type PlanVersion,
  type PriceBook,
  type PriceFacts,
  type PriceQuote,
} from '#modules/catalog/contract.ts'
import { planVersionsNow, versionForRenewal } from '#modules/catalog/index.ts'
import { plannedOf, type HeldService, type Planned } from '#modules/services/index.ts'
import type { Read } from '#platform/tx.ts'
import { lastPeriods, type LastOfService } from '../queries/last-periods.ts'
import { pricingOf } from '../queries/pricing.ts'
import type { SoldAddon } from '../queries/sold-addons.ts'
import { keptPrice, type KeptPrice } from '../queries/kept-price.ts'
import { linesOfQuote, type DraftLine } from '../rules/lines.ts'
import { nextPeriod, startOfNext, wholePeriod, type NextPeriod } from '../rules/renewal.ts'

/** The next period of a prepaid service, priced: what buying it costs and how its lines read. */
export type PricedPeriod = {
  readonly service: HeldService
  readonly version: PlanVersion
  /** An announced price change has brought the service to this version. */
  readonly isMoved: boolean
  readonly next: NextPeriod
  readonly kind: 'base' | 'trial'
  readonly lines: readonly DraftLine[]
  readonly gross: bigint
  readonly couponIds: readonly string[]
  readonly addons: readonly SoldAddon[]
  readonly kept: KeptPrice
}

/**
 * Prices the next period of many services at once: the plan version that each renews at, the price with every step, add-ons
 * that are charged with the period. A trial is had once; what follows it needs another plan. What was asked for the moment at
 * which the period begins counts already: it is of the new plan, and of a service that ends there is none. `isOn` says of a
 * service whether nothing held it back until now.
 */
export async function pricePeriods(
  read: Read,
  services: readonly HeldService[],
  isOn: (service: HeldService) => boolean,
): Promise<PricedPeriod[]> {
  if (services.length === 0) return []
  const ids = services.map((one) => one.serviceId)
  const last = await lastPeriods(read, ids)
  const planned = await plannedOf(read, ids)
  const versions = await versionsFor(read, services, { last, planned })
  const pricing = await pricingOf(read, services)
  const { book, weekStart } = pricing
  const quoteOf = quotesOf(book, read.now)
  return services.flatMap((service): PricedPeriod[] => {
    const { serviceId } = service
    const before = last.get(serviceId)
    const begins = startOfNext({
      ...{ now: read.now, grace_s: service.grace_s, last: before?.to, wasOn: isOn(service) },
    })
    const coming = planned.get(serviceId)?.filter((one) => isBy(one, begins)) ?? []
    if (coming.some(({ what }) => what === 'cancellation')) return []
    const other = coming.findLast((one) => one.what === 'plan')
    const renews = versions.renewal(service.planVersionId)
    const version = other ? versions.known(other.planVersionId) : renews
    const { terms } = version
    if (terms.payment === 'postpaid' || terms.payment === 'payg') return []
    if (terms.payment === 'trial' && before) return []
    const next = nextPeriod(terms.validity, {
      ...{ begins, zone: book.zone, weekStart, last: placeOf(before, version, versions.known) },
    })
    const facts = pricing.facts(service, { cycle: before?.count ?? 0 })
    const quote = quoteOf(version, facts)
    const { period } = next
    const charged = {
      ...{ period, ticks: { in: terms.proration, zone: book.zone } },
      whole: terms.proration === 'none' ? period : wholePeriod(terms.validity, period, book.zone),
    }
    const lines = [
      ...linesOfQuote(quote, version, book, facts.taxStatus, {
        ...{ ...charged, serviceId, when: 'in-advance' },
      }),
      ...pricing.addonLines(service, charged, quote.taxDay),
    ].map((line): DraftLine => ({ ...line, planVersionId: version.id }))
    return [
      {
        ...{ service, version, next, lines, couponIds: quote.couponIds },
        addons: pricing.addons(service, period),
        isMoved: other === undefined && version.id !== service.planVersionId,
        kind: terms.payment === 'trial' ? 'trial' : 'base',
        gross: sumTaxed(lines.map(({ taxed }) => taxed)).gross,
        kept: keptPrice(next, quote),
      },
    ]
  })
}

/** Those who hold the same, and nothing of their own, pay the same: worked out once for all of them. */
function quotesOf(book: PriceBook, at: Temporal.Instant) {
  const known = new Map<string, PriceQuote>()
  const agreed = new Set(book.agreed.map(({ holderId }) => holderId))
  return (version: PlanVersion, facts: PriceFacts): PriceQuote => {
    const { holderIds, coupons, usage, ...shared } = facts
    const hasOwn = coupons.length > 0 || Object.keys(usage).length > 0
    if (hasOwn || holderIds.some((id) => agreed.has(id)))
      return resolvePrice(version, book, facts, at)
    const key = `${version.id} ${JSON.stringify({ ...shared, volume: String(shared.volume) })}`
    const quote = known.get(key) ?? resolvePrice(version, book, facts, at)
    known.set(key, quote)
    return quote
  }
}

function isBy({ at }: Planned, moment: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, moment) <= 0
}

function placeOf(
  before: LastOfService | undefined,
  version: PlanVersion,
  known: (planVersionId: string) => PlanVersion,
) {
  if (!before) return undefined
  const same = (one: PlanVersion) => JSON.stringify(one.terms.validity)
  return {
    to: before.to,
    anchor: before.placed?.anchor ?? before.to,
    k: before.placed?.k ?? 0,
    sameValidity:
      before.placed !== undefined && same(known(before.planVersionId)) === same(version),
  }
}

async function versionsFor(
  read: Read,
  services: readonly HeldService[],
  of: { last: Map<string, LastOfService>; planned: Map<string, Planned[]> },
) {
  const renewals = new Map<string, PlanVersion>()
  for (const planVersionId of new Set(services.map((one) => one.planVersionId)))
    renewals.set(planVersionId, await versionForRenewal(read, { planVersionId, at: read.now }))
  const asked = [...of.planned.values()]
    .flat()
    .flatMap((one) => (one.what === 'plan' ? [one.planVersionId] : []))
  const before = [...of.last.values()].map((one) => one.planVersionId)
  const others = await planVersionsNow(read, [...new Set([...asked, ...before])])
  const one = (versions: Map<string, PlanVersion>) => (planVersionId: string) =>
    must(versions.get(planVersionId), 'what is held or asked for was looked up')
  return { renewal: one(renewals), known: one(others) }
}
