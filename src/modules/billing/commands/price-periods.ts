import { z } from 'zod'
import { must } from '#kernel/assert.ts'
import {
  priceQuote,
  resolvePrice,
  sumTaxed,
  type PlanVersion,
  type PriceBook,
  type Product,
} from '#modules/catalog/contract.ts'
import { priceBook, productsById, versionForRenewal } from '#modules/catalog/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import { addonsDuring, type HeldAddon, type HeldService } from '#modules/services/index.ts'
import type { Read } from '#platform/tx.ts'
import type { Json } from '#platform/vault.ts'
import { lastPeriods, type LastOfService } from '../queries/last-periods.ts'
import { priceFactsOf } from '../queries/price-facts.ts'
import { lineOfThing, linesOfQuote, type DraftLine } from '../rules/lines.ts'
import { nextPeriod, wholePeriod, type NextPeriod } from '../rules/renewal.ts'

/** The next period of a prepaid service, priced: what buying it costs and how its lines read. */
export type PricedPeriod = {
  readonly service: HeldService
  readonly version: PlanVersion
  readonly next: NextPeriod
  readonly kind: 'base' | 'trial'
  readonly lines: readonly DraftLine[]
  readonly gross: bigint
  /** Kept with the period: where it stands in its row, and the whole quote. */
  readonly price: Json
}

/**
 * Prices the next period of many services at once: the plan version that each renews at, the price with every step, add-ons
 * that are charged with the period. A trial is had once; what follows it needs another plan. `isOn` says of a service
 * whether nothing held it back until now.
 */
export async function pricePeriods(
  read: Read,
  services: readonly HeldService[],
  isOn: (service: HeldService) => boolean,
): Promise<PricedPeriod[]> {
  if (services.length === 0) return []
  const { weekStart } = await regionNow(read)
  const last = await lastPeriods(
    read,
    services.map((one) => one.serviceId),
  )
  const versions = await versionsFor(read, services)
  const book = await priceBook(read, {
    holderIds: services.flatMap(({ serviceId, contractId, subscriberId }) =>
      contractId === null ? [serviceId, subscriberId] : [serviceId, contractId, subscriberId],
    ),
  })
  const on = read.now.toZonedDateTimeISO(book.zone).toPlainDate()
  const facts = await priceFactsOf(read, { services, on })
  const addons = await chargedAddons(read, services)
  return services.flatMap((service): PricedPeriod[] => {
    const version = versions(service)
    const before = last.get(service.serviceId)
    if (version.terms.payment === 'trial' && before) return []
    const next = nextPeriod(version.terms.validity, {
      ...{ now: read.now, zone: book.zone, weekStart: WEEK[weekStart], grace_s: service.grace_s },
      ...{ last: placeOf(before, version), wasOn: isOn(service) },
    })
    const asked = facts(service, before?.count ?? 0)
    const quote = resolvePrice(version, book, asked, read.now)
    const whole = wholePeriod(version.terms.validity, next.period, book.zone)
    const lines = [
      ...linesOfQuote(quote, version, book, asked.taxStatus, {
        ...{ serviceId: service.serviceId, period: next.period, when: 'in-advance' },
        whole: version.terms.proration === 'none' ? next.period : whole,
        ticks: { in: version.terms.proration, zone: book.zone },
      }),
      ...(addons.get(service.serviceId) ?? []).map(({ addon, product }) =>
        addonLine(addon, product, book, {
          ...{ serviceId: service.serviceId, status: asked.taxStatus },
          ...{ day: quote.taxDay, period: next.period },
        }),
      ),
    ]
    return [
      {
        ...{ service, version, next, lines },
        kind: version.terms.payment === 'trial' ? 'trial' : 'base',
        gross: sumTaxed(lines.map(({ taxed }) => taxed)).gross,
        price: z.custom<Json>().parse({
          ...{ anchor: next.anchor.toString(), k: next.k },
          quote: z.encode(priceQuote, quote),
        }),
      },
    ]
  })
}

const WEEK = { monday: 1, sunday: 7, saturday: 6 } as const

function placeOf(before: LastOfService | undefined, version: PlanVersion) {
  if (!before) return undefined
  const sameValidity = before.placed !== undefined && before.planVersionId === version.id
  return {
    to: before.to,
    anchor: before.placed?.anchor ?? before.to,
    k: before.placed?.k ?? 0,
    sameValidity,
  }
}

async function versionsFor(read: Read, services: readonly HeldService[]) {
  const versions = new Map<string, PlanVersion>()
  for (const planVersionId of new Set(services.map((one) => one.planVersionId)))
    versions.set(planVersionId, await versionForRenewal(read, { planVersionId, at: read.now }))
  return (service: HeldService) =>
    must(versions.get(service.planVersionId), 'each held version was looked up')
}

/** Add-ons that stand now and are charged again with each period. */
async function chargedAddons(read: Read, services: readonly HeldService[]) {
  const addons = await addonsDuring(read, {
    serviceIds: services.map((one) => one.serviceId),
    from: read.now,
    to: read.now.add({ milliseconds: 1 }),
  })
  const products = new Map(
    (await productsById(read, [...new Set(addons.map((one) => one.productId))])).map((one) => [
      one.id,
      one,
    ]),
  )
  return Map.groupBy(
    addons.flatMap((addon) => {
      const product = products.get(addon.productId)
      return product?.latest.content.charged === 'each-period' ? [{ addon, product }] : []
    }),
    ({ addon }) => addon.serviceId,
  )
}

function addonLine(
  addon: HeldAddon,
  product: Product,
  book: PriceBook,
  about: Parameters<typeof lineOfThing>[2],
): DraftLine {
  const { content } = product.latest
  return lineOfThing(
    {
      ...{ taxMode: content.taxMode, taxClassId: content.taxClassId, kind: 'add-on' },
      ...{ name: content.name, component: `add-on:${addon.addonId}` },
      ...{ cents: content.price.cents, quantity: BigInt(addon.quantity) },
    },
    book,
    about,
  )
}
