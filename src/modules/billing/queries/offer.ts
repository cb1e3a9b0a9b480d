import {
  priceFacts,
  resolvePrice,
  treatmentOf,
  type PlanVersion,
  type PriceBook,
  type PriceFacts,
  type Product,
} from '#modules/catalog/contract.ts'
import { planVersionsNow, priceBook, productsById } from '#modules/catalog/index.ts'
import { buyersKnown, linesOfBuyer } from '#modules/services/index.ts'
import { segmentsOf, subscriberFacts } from '#modules/subscribers/index.ts'
import type { Read } from '#platform/tx.ts'
import type { QuotedItem } from '../contract/quotations.ts'
import {
  addonNotOffered,
  addonSoldOnce,
  offerNotSold,
  subscriberNotFound,
  tooManyAddons,
} from '../refusals.ts'
import { isOnSale } from '../rules/on-sale.ts'
import { lineOfProduct, linesIn, linesOfPlan, type OfferedLine } from '../rules/quotation.ts'
import { referralOf } from '../rules/referral.ts'
import { taxStatusOf } from './price-facts.ts'

/** What prices of somebody depend on who does not hold the service yet. */
export type Prospect = {
  readonly book: PriceBook
  readonly day: string
  /** Where they are, unless an offer says otherwise. */
  readonly siteId: string | null
  readonly facts: (about: { siteId: string | null; lines: number }) => PriceFacts
}

/** Loads it; `lines` of the facts are those that would join what they have. */
export async function prospect(read: Read, subscriberId: string): Promise<Prospect> {
  const subscriber = (await subscriberFacts(read, [subscriberId])).get(subscriberId)
  if (!subscriber) throw subscriberNotFound()
  const book = await priceBook(read, { holderIds: [subscriberId] })
  const on = read.now.toZonedDateTimeISO(book.zone).toPlainDate()
  const segments = await segmentsOf(read, { subscriberIds: [subscriberId], on })
  const status = await taxStatusOf(read, [subscriberId], on)
  const buyer = (await buyersKnown(read, [subscriberId])).get(subscriberId)
  const held = await linesOfBuyer(read, subscriberId)
  return {
    ...{ book, day: on.toString(), siteId: subscriber.siteId },
    facts: ({ siteId, lines }) =>
      priceFacts.parse({
        ...{ holderIds: [subscriberId], segmentIds: segments.get(subscriberId) ?? [] },
        ...{ cycle: 0, monthsServed: 0, activeLines: held + lines },
        ...{ isNew: buyer?.hasBought !== true, referral: referralOf(buyer) },
        ...{ siteId: siteId ?? subscriber.siteId, taxStatus: status(subscriberId) },
      }),
  }
}

/** What an offer comes to now, line by line; refuses what is not sold now. */
export async function offerNow(
  read: Read,
  asked: { subscriberId: string; items: readonly QuotedItem[] },
): Promise<OfferedLine[]> {
  const { items, subscriberId } = asked
  const { book, day, facts } = await prospect(read, subscriberId)
  const versions = await planVersionsNow(
    read,
    items.flatMap((one) => (one.kind === 'plan' ? [one.planVersionId] : [])),
  )
  const products = await productsOf(read, items)
  const lines = linesIn(items)
  return items.flatMap((one, item): OfferedLine[] => {
    const common = { item, zone: book.zone }
    const treatment = (product: Product) =>
      treatmentOf(book.taxes, {
        ...{ classId: product.latest.content.taxClassId, day, seller: book.seller },
        status: facts({ siteId: null, lines }).taxStatus,
      })
    if (one.kind === 'product') {
      const product = products.get(one.productId)
      if (product?.kind !== 'one-off' || product.state !== 'open')
        throw notSold(product?.latest.content.name.en, item)
      const many = { each: one.quantity, lines: 1, treatment: treatment(product) }
      return [lineOfProduct(plain(product), { ...common, ...many })]
    }
    const version = versions.get(one.planVersionId)
    if (!version || !isOnSale(version, read.now)) throw notSold(version?.planName, item)
    const quote = resolvePrice(version, book, facts({ siteId: one.siteId, lines }), read.now)
    return [
      ...linesOfPlan(version, quote, { ...common, lines: one.lines }),
      ...one.addons.map(({ productId, quantity }) => {
        const product = addonFor(version, products.get(productId), quantity)
        const many = { each: quantity, lines: one.lines, treatment: treatment(product) }
        return lineOfProduct(plain(product), { ...common, ...many, version })
      }),
    ]
  })
}

const plain = ({ id, code, latest }: Product) => ({ id, code, content: latest.content })

function notSold(what: string | undefined, item: number) {
  const path = `items.${item}`
  return offerNotSold({ what: what ?? 'What was chosen' }, [
    { path, message: 'Choose what is sold now.' },
  ])
}

async function productsOf(read: Read, items: readonly QuotedItem[]) {
  const ids = items.flatMap((one) =>
    one.kind === 'product' ? [one.productId] : one.addons.map(({ productId }) => productId),
  )
  return new Map((await productsById(read, [...new Set(ids)])).map((one) => [one.id, one]))
}

/** The add-on, if each service of the plan may have so many of it from its beginning. */
function addonFor(version: PlanVersion, product: Product | undefined, quantity: number): Product {
  if (product?.kind !== 'add-on' || product.state !== 'open') throw addonNotOffered()
  const { serviceTypeIds, perServiceMax: most, charged, name } = product.latest.content
  if (serviceTypeIds !== null && !serviceTypeIds.includes(version.serviceTypeId))
    throw addonNotOffered()
  if (charged === 'once') throw addonSoldOnce({ what: name.en })
  if (most !== null && quantity > most) throw tooManyAddons({ most, has: 0 })
  return product
}
