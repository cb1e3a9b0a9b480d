import { must } from '#kernel/assert.ts'
import type { Period } from '#kernel/period.ts'
import { periodAt, type Product, type ProductContent } from '#modules/catalog/contract.ts'
import { planVersionsNow } from '#modules/catalog/index.ts'
import { periodsDuring, type HeldService } from '#modules/services/index.ts'
import type { Read } from '#platform/tx.ts'
import { lineOfThing, type DraftLine } from '../rules/lines.ts'
import type { Ticks } from '../rules/proration.ts'
import { wholePeriod } from '../rules/renewal.ts'
import { placeIn } from './kept-price.ts'
import { taxStatusOf } from './price-facts.ts'
import { pricingOf } from './pricing.ts'
import { payerOf } from './running-period.ts'

export function isOffered(product: Product, serviceTypeId: string): boolean {
  const { serviceTypeIds } = product.latest.content
  return (
    product.state === 'open' &&
    product.kind === 'add-on' &&
    (serviceTypeIds === null || serviceTypeIds.includes(serviceTypeId))
  )
}

const compare = Temporal.Instant.compare

/**
 * What of an add-on is invoiced now: once, or for all the time that is paid from now on, also what was bought ahead of its
 * time. Nothing where the first charge comes with the next period.
 */
export async function addonLinesNow(
  read: Read,
  sold: { service: HeldService; content: ProductContent; quantity: number },
): Promise<DraftLine[]> {
  const { service, content, quantity } = sold
  const isOnce = content.charged === 'once'
  if (!isOnce && service.pay !== 'prepaid') return []
  const { book, weekStart } = await pricingOf(read, [service])
  const day = read.now.toZonedDateTimeISO(book.zone).toPlainDate()
  const buyerId = await buyerOf(read, service)
  const status = (await taxStatusOf(read, [buyerId], day))(buyerId)
  const { taxMode, taxClassId, name, price } = content
  const lineFor = (period: Period | null, of?: { whole: Period; ticks: Ticks }) =>
    lineOfThing(
      {
        ...{ taxMode, taxClassId, name, component: '', cents: price.cents },
        ...{ quantity: BigInt(quantity), kind: isOnce ? 'one-off' : 'add-on' },
      },
      book,
      {
        ...{ serviceId: service.serviceId, status, period, day: day.toString() },
        ...(of && { of }),
      },
    )
  if (isOnce) return [lineFor(null)]
  const paid = await paidFromNow(read, service.serviceId)
  const versions = await planVersionsNow(read, [...new Set(paid.map((one) => one.planVersionId))])
  return paid.flatMap((held) => {
    const { terms } = must(versions.get(held.planVersionId), 'what was bought is in the catalog')
    const place = placeIn(held.price)
    const nominal = place
      ? periodAt(terms.validity, { start: place.anchor, zone: book.zone, weekStart }, place.k)
      : held
    const from = compare(held.from, read.now) < 0 ? read.now : held.from
    const line = lineFor(
      { from, to: held.to },
      {
        whole: wholePeriod(terms.validity, nominal, book.zone),
        ticks: { in: terms.proration, zone: book.zone },
      },
    )
    return line.price > 0n ? [line] : []
  })
}

/** Who is invoiced for what is sold with a service: whoever holds it, and afterwards whoever pays for it. */
export async function buyerOf(read: Read, { pay, subscriberId }: HeldService): Promise<string> {
  return pay === 'prepaid' ? subscriberId : payerOf(read, subscriberId)
}

/** Paid time of a service that is not over, in its order. */
export async function paidFromNow(read: Read, serviceId: string) {
  const periods = await periodsDuring(read, {
    ...{ serviceIds: [serviceId], from: read.now, to: read.now.add({ hours: 24 * 365 * 20 }) },
  })
  return periods
    .filter(({ paid, kind }) => paid && kind !== 'addon')
    .toSorted((one, other) => compare(one.from, other.from))
}
