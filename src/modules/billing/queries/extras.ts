import { kes, moneyToWire } from '#kernel/money.ts'
import { chargeFor, listProducts, productContent } from '#modules/catalog/contract.ts'
import { planVersionNow, productsById, productsPage } from '#modules/catalog/index.ts'
import { addonsDuring, servicesHeld } from '#modules/services/index.ts'
import type { Read } from '#platform/tx.ts'
import { extras, type Extras } from '../contract.ts'
import { serviceNotFound } from '../refusals.ts'

const wire = (cents: bigint) => moneyToWire(kes(cents))
const shape = extras.shape
const OFFERED_MAX = 200

/** Add-ons, coupons and options of a service, and what of them it could have. */
export async function extrasNow(read: Read, serviceId: string): Promise<Extras> {
  const [service] = await servicesHeld(read, { serviceIds: [serviceId] })
  if (!service) throw serviceNotFound()
  const version = await planVersionNow(read, service.planVersionId)
  const addons = await addonsDuring(read, {
    ...{ serviceIds: [serviceId], from: read.now, to: read.now.add({ milliseconds: 1 }) },
  })
  const products = new Map(
    (await productsById(read, [...new Set(addons.map((one) => one.productId))])).map((one) => [
      one.id,
      one.latest.content,
    ]),
  )
  const { items } = await productsPage(
    read,
    listProducts.input.parse({ kind: ['add-on'], limit: OFFERED_MAX }),
  )
  const has = (productId: string) =>
    addons
      .filter((one) => one.productId === productId)
      .reduce((sum, { quantity }) => sum + quantity, 0)
  return {
    serviceId,
    addons: addons.flatMap((one) => {
      const kept = productContent.safeDecode(
        one.price as Parameters<typeof productContent.decode>[0],
      ) // whatever was kept: it is parsed
      const content = kept.success ? kept.data : products.get(one.productId)
      if (!content) return []
      return [
        {
          ...{ id: one.addonId, name: one.name, quantity: one.quantity },
          ...{ from: one.from.toString(), to: one.to?.toString() ?? null },
          ...{ charged: content.charged, price: wire(content.price.cents) },
          gives: content.gives.kind,
        },
      ]
    }),
    coupons: await couponsOf(read, serviceId),
    offered: items.flatMap(({ id: productId, latest: { content } }) => {
      const { serviceTypeIds, name, price, charged, gives, perServiceMax } = content
      if (serviceTypeIds !== null && !serviceTypeIds.includes(version.serviceTypeId)) return []
      const left = perServiceMax === null ? null : Math.max(0, perServiceMax - has(productId))
      return [{ productId, name, price, charged, gives: gives.kind, left }]
    }),
    options: version.terms.components.flatMap(({ key, name, kind, optional, included, charge }) => {
      const isOption = kind === 'device' || ((kind === 'add-on' || kind === 'one-off') && optional)
      if (!isOption) return []
      const price = wire(chargeFor(charge, 1n))
      return [{ key, name, kind, included, chosen: service.chosen[key] ?? 0, price }]
    }),
  }
}

async function couponsOf(read: Read, serviceId: string): Promise<Extras['coupons']> {
  const rows = await read.sql
    .selectFrom('billing.held_coupon as held')
    .innerJoin('catalog.coupon as coupon', 'coupon.id', 'held.coupon_id')
    .innerJoin('services.service as service', 'service.id', 'held.service_id')
    .select(['held.id', 'held.code', 'held.used', 'held.cycles', 'held.state', 'held.held_at'])
    .select('coupon.content')
    .where('held.service_id', '=', serviceId)
    .whereRef('held.subscriber_id', '=', 'service.subscriber_id')
    .orderBy('held.held_at', 'desc')
    .limit(50)
    .execute()
  const named = shape.coupons.element.pick({ name: true })
  return rows.map((row) => ({
    ...{ id: row.id, code: row.code, used: row.used, cycles: row.cycles },
    ...named.parse(row.content),
    state: shape.coupons.element.shape.state.parse(row.state),
    heldAt: row.held_at.toString(),
  }))
}
