import { periodAt, type Product, type ProductContent } from '#modules/catalog/contract.ts'
import { planVersionNow } from '#modules/catalog/index.ts'
import type { HeldService, periodsDuring } from '#modules/services/index.ts'
import type { Read } from '#platform/tx.ts'
import { lineOfThing, type DraftLine } from '../rules/lines.ts'
import { wholePeriod } from '../rules/renewal.ts'
import { placeIn } from './kept-price.ts'
import { pricingOf } from './pricing.ts'

export function isOffered(product: Product, serviceTypeId: string): boolean {
  const { serviceTypeIds } = product.latest.content
  return (
    product.state === 'open' &&
    product.kind === 'add-on' &&
    (serviceTypeIds === null || serviceTypeIds.includes(serviceTypeId))
  )
}

/** What of an add-on is invoiced now; nothing where the first charge comes with the next period. */
export async function addonLineNow(
  read: Read,
  sold: {
    service: HeldService
    content: ProductContent
    quantity: number
    running: Awaited<ReturnType<typeof periodsDuring>>[number] | undefined
  },
): Promise<DraftLine | undefined> {
  const { service, content, quantity, running } = sold
  const isOnce = content.charged === 'once'
  if (!isOnce && (service.pay !== 'prepaid' || !running)) return undefined
  const { book, weekStart, facts } = await pricingOf(read, [service])
  const { terms } = await planVersionNow(read, running?.planVersionId ?? service.planVersionId)
  const place = running && placeIn(running.price)
  const nominal = place
    ? periodAt(terms.validity, { start: place.anchor, zone: book.zone, weekStart }, place.k)
    : running
  const whole = nominal && wholePeriod(terms.validity, nominal, book.zone)
  const { taxMode, taxClassId, name, price } = content
  return lineOfThing(
    {
      ...{ taxMode, taxClassId, name, component: '', cents: price.cents },
      ...{ quantity: BigInt(quantity), kind: isOnce ? 'one-off' : 'add-on' },
    },
    book,
    {
      ...{ serviceId: service.serviceId, status: facts(service, { cycle: 0 }).taxStatus },
      day: read.now.toZonedDateTimeISO(book.zone).toPlainDate().toString(),
      period: !isOnce && running ? { from: read.now, to: running.to } : null,
      ...(!isOnce && whole && { of: { whole, ticks: { in: terms.proration, zone: book.zone } } }),
    },
  )
}
