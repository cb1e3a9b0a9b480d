import { kes, moneyToWire } from '#kernel/money.ts'
import { listProducts, type PlanVersion, type Product } from '#modules/catalog/contract.ts'
import { planVersionNow, productsById, productsPage } from '#modules/catalog/index.ts'
import { addonsDuring, theirService, type HeldService } from '#modules/services/index.ts'
import { callingSubscriber } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import type { MyAddonQuote, MyAddons } from '../contract/portal.ts'
import { addonNotOffered } from '../refusals.ts'
import { addonLinesNow, isOffered } from './addon-price.ts'
import { purse } from './purse.ts'

/** What the network gives by itself, at once, where the plan has what it adds to. The rest is for somebody to put in place, so staff sell it. */
function isForThem(product: Product, { serviceTypeId, profiles }: PlanVersion): boolean {
  const { gives } = product.latest.content
  const counts = profiles.quota?.allowances ?? []
  const hasUse =
    (gives.kind === 'data' && counts.some(({ meter }) => meter !== 'time')) ||
    (gives.kind === 'boost' && profiles.speed !== null)
  return hasUse && isOffered(product, serviceTypeId)
}

const OFFERED_MAX = 200

/** What somebody can add to a service of theirs, and what it has. */
export async function myAddonsNow(read: Read, serviceId: string): Promise<MyAddons> {
  const service = await theirService(read, { serviceId, subscriberId: callingSubscriber(read) })
  const version = await planVersionNow(read, service.planVersionId)
  const { items } = await productsPage(
    read,
    listProducts.input.parse({ kind: ['add-on'], limit: OFFERED_MAX }),
  )
  const has = await addonsDuring(read, { serviceIds: [serviceId], ...aMoment(read) })
  const ofProduct = Map.groupBy(has, ({ productId }) => productId)
  return {
    has: has.map(({ addonId: id, name, quantity, to }) => ({
      ...{ id, name, quantity, until: to?.toString() ?? null },
    })),
    offered: (
      await productsById(
        read,
        items.map(({ id }) => id),
      )
    )
      .filter((product) => isForThem(product, version))
      .filter(
        ({
          id,
          latest: {
            content: { perServiceMax },
          },
        }) => {
          const many = (ofProduct.get(id) ?? []).reduce((sum, { quantity }) => sum + quantity, 0)
          return perServiceMax === null || many < perServiceMax
        },
      )
      .map(({ id: productId, latest: { content } }) => ({
        ...{ productId, name: content.name, charged: content.charged },
      })),
  }
}

/** What one of it costs now, with its taxes, and what the wallet lacks for it. */
export async function myAddonQuote(
  read: Read,
  { serviceId, productId }: { serviceId: string; productId: string },
): Promise<MyAddonQuote> {
  const service = await theirService(read, { serviceId, subscriberId: callingSubscriber(read) })
  const version = await planVersionNow(read, service.planVersionId)
  const [product] = await productsById(read, [productId])
  if (!product || !isForThem(product, version)) throw addonNotOffered()
  const { content } = product.latest
  const lines = await addonLinesNow(read, { service, content, quantity: 1 })
  const gross = lines.reduce((sum, { taxed }) => sum + taxed.gross, 0n)
  const missing = await missingFor(read, service, gross)
  return {
    ...{ productId, charged: content.charged },
    ...{ amount: moneyToWire(kes(gross)), missing: moneyToWire(kes(missing)) },
  }
}

/** Refuses what only staff sell, as if it were not there. */
export async function refuseNotForThem(
  read: Read,
  { serviceId, productId }: { serviceId: string; productId: string },
): Promise<void> {
  const { planVersionId } = await theirService(read, {
    ...{ serviceId, subscriberId: callingSubscriber(read) },
  })
  const version = await planVersionNow(read, planVersionId)
  const [product] = await productsById(read, [productId])
  if (!product || !isForThem(product, version)) throw addonNotOffered()
}

async function missingFor(read: Read, { pay, subscriberId }: HeldService, gross: bigint) {
  if (pay !== 'prepaid') return 0n
  const { wallet, overdue } = await purse(read, subscriberId)
  const missing = gross - (wallet - overdue)
  return missing > 0n ? missing : 0n
}

const aMoment = (read: Read) => ({ from: read.now, to: read.now.add({ milliseconds: 1 }) })
