import type { Period } from '#kernel/period.ts'
import type { PriceBook, PriceFacts } from '#modules/catalog/contract.ts'
import { priceBook } from '#modules/catalog/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import { addonsDuring, type HeldService } from '#modules/services/index.ts'
import type { Read } from '#platform/tx.ts'
import { addonComponent } from '../rules/addon-component.ts'
import { lineOfThing, type DraftLine } from '../rules/lines.ts'
import type { Ticks } from '../rules/proration.ts'
import { couponsTaken, heldCoupons } from './held-coupons.ts'
import { priceFactsOf, type Asking } from './price-facts.ts'
import { soldContents, type SoldAddon } from './sold-addons.ts'

/** All that prices of some services are made of, loaded once. */
export type Pricing = {
  readonly book: PriceBook
  /** ISO number of the day on which weeks begin. */
  readonly weekStart: number
  readonly facts: (service: HeldService, asking: Pick<Asking, 'cycle' | 'period'>) => PriceFacts
  /** Add-ons of a service that go on in a period, each as far as it goes, at the price at which they were sold. */
  readonly addonLines: (
    service: HeldService,
    of: { period: Period; whole: Period; ticks: Ticks },
    taxDay: string,
  ) => DraftLine[]
  readonly addons: (service: HeldService, period: Period) => readonly SoldAddon[]
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
  // One that ends with the time that is paid is not bought again, also not days before.
  const goingOn: Pricing['addons'] = ({ serviceId }, { from }) =>
    (addons.get(serviceId) ?? []).filter(
      ({ addon: { to } }) => to === null || Temporal.Instant.compare(to, from) > 0,
    )
  return {
    ...{ book, weekStart: WEEK[weekStart], facts: factsOf, addons: goingOn },
    addonLines: (service, { period, whole, ticks }, taxDay) =>
      goingOn(service, period).flatMap(({ addon, content }) => {
        const line = lineOfThing(
          {
            ...{ taxMode: content.taxMode, taxClassId: content.taxClassId, kind: 'add-on' },
            ...{ name: content.name, component: addonComponent(addon.addonId) },
            ...{ cents: content.price.cents, quantity: BigInt(addon.quantity) },
          },
          book,
          {
            ...{ serviceId: service.serviceId, day: taxDay, period: until(period, addon.to) },
            ...{ status: factsOf(service, { cycle: 0 }).taxStatus, of: { whole, ticks } },
          },
        )
        return line.price > 0n ? [line] : []
      }),
  }
}

function until(period: Period, end: Temporal.Instant | null): Period {
  const isBefore = end !== null && Temporal.Instant.compare(end, period.to) < 0
  return isBefore ? { from: period.from, to: end } : period
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
