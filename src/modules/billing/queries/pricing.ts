import type { Period } from '#kernel/period.ts'
import type { PriceBook, PriceFacts } from '#modules/catalog/contract.ts'
import { priceBook } from '#modules/catalog/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import { addonsDuring, type HeldService } from '#modules/services/index.ts'
import type { Read } from '#platform/tx.ts'
import { addonComponent } from '../rules/addon-component.ts'
import { lineOfThing, type DraftLine } from '../rules/lines.ts'
import { couponsTaken, heldCoupons } from './held-coupons.ts'
import { priceFactsOf, type Asking } from './price-facts.ts'
import { soldContents, type SoldAddon } from './sold-addons.ts'

/** All that prices of some services are made of, loaded once. */
export type Pricing = {
  readonly book: PriceBook
  /** ISO number of the day on which weeks begin. */
  readonly weekStart: number
  readonly facts: (service: HeldService, asking: Pick<Asking, 'cycle' | 'period'>) => PriceFacts
  /** Add-ons of a service that are charged with a period, at the price at which they were sold. */
  readonly addonLines: (service: HeldService, period: Period, taxDay: string) => DraftLine[]
  readonly addons: (service: HeldService) => readonly SoldAddon[]
}

const WEEK = { monday: 1, sunday: 7, saturday: 6 } as const

/**
 * Loads what prices of these services depend on, in a fixed number of statements. `running`: the coupons that lowered the
 * period which runs, of one service; else those that lower the next ones.
 */
export async function pricingOf(
  read: Read,
  services: readonly HeldService[],
  running?: { readonly couponIds: readonly string[] },
): Promise<Pricing> {
  const { weekStart } = await regionNow(read)
  const ids = services.map((one) => one.serviceId)
  const [first] = services
  const coupons =
    running && first
      ? new Map([[first.serviceId, await couponsTaken(read, { ...first, ...running })]])
      : await heldCoupons(read, ids)
  const book = await priceBook(read, {
    holderIds: services.flatMap(({ serviceId, contractId, subscriberId }) =>
      contractId === null ? [serviceId, subscriberId] : [serviceId, contractId, subscriberId],
    ),
    coupons: [...new Set([...coupons.values()].flat().map(({ code }) => code))],
  })
  const on = read.now.toZonedDateTimeISO(book.zone).toPlainDate()
  const facts = await priceFactsOf(read, { services, on })
  const addons = await chargedAddons(read, ids)
  const factsOf: Pricing['facts'] = (service, asking) =>
    facts(service, { ...asking, coupons: coupons.get(service.serviceId) ?? [] })
  return {
    ...{ book, weekStart: WEEK[weekStart], facts: factsOf },
    addons: (service) => addons.get(service.serviceId) ?? [],
    addonLines: (service, period, taxDay) =>
      (addons.get(service.serviceId) ?? []).map(({ addon, content }) =>
        lineOfThing(
          {
            ...{ taxMode: content.taxMode, taxClassId: content.taxClassId, kind: 'add-on' },
            ...{ name: content.name, component: addonComponent(addon.addonId) },
            ...{ cents: content.price.cents, quantity: BigInt(addon.quantity) },
          },
          book,
          {
            ...{ serviceId: service.serviceId, day: taxDay, period },
            status: factsOf(service, { cycle: 0 }).taxStatus,
          },
        ),
      ),
  }
}

/** Add-ons that stand now and are charged again with each period. */
async function chargedAddons(read: Read, serviceIds: readonly string[]) {
  const span = { from: read.now, to: read.now.add({ milliseconds: 1 }) }
  const sold = await soldContents(read, await addonsDuring(read, { serviceIds, ...span }))
  return Map.groupBy(
    sold.filter(({ content }) => content.charged === 'each-period'),
    ({ addon }) => addon.serviceId,
  )
}
