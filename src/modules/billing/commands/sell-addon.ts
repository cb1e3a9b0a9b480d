import { decimalMoney, kes } from '#kernel/money.ts'
import { productContent, type Product } from '#modules/catalog/contract.ts'
import { planVersionNow, productsById } from '#modules/catalog/index.ts'
import { addAddon, addonsDuring, servicesHeld, type HeldService } from '#modules/services/index.ts'
import { lockSubscribers, noteMoments, subscriberFacts } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { z } from 'zod'
import { addonLinesNow, buyerOf, isOffered, paidFromNow } from '../queries/addon-price.ts'
import { purse } from '../queries/purse.ts'
import {
  addonNotOffered,
  idReused,
  nothingToExtend,
  serviceNotFound,
  tooManyAddons,
  walletTooLow,
} from '../refusals.ts'
import { addonComponent } from '../rules/addon-component.ts'
import type { DraftLine } from '../rules/lines.ts'
import { deliverAddon } from './deliver-addon.ts'
import { issueInvoices } from './issue-invoices.ts'
import { renewFromWallets } from './renew-from-wallets.ts'
import { settleInvoices } from './settle-invoices.ts'

/**
 * Sells something beside the plan, at the price of today, which stays. What is charged once is invoiced now. What is charged with each period is
 * invoiced for the rest of the time that is paid, and then with the plan; of a service that pays afterwards, with its next invoice. Who pays
 * before needs the money in the wallet. The same id sells it once.
 */
export async function sellAddon(
  tx: Tx,
  input: { serviceId: string; id: string; productId: string; quantity: number },
): Promise<void> {
  const { serviceId, productId, quantity } = input
  const [service] = await servicesHeld(tx, { serviceIds: [serviceId] })
  if (!service) throw serviceNotFound()
  const { subscriberId } = service
  const buyerId = await buyerOf(tx, service)
  await lockSubscribers(tx, [...new Set([subscriberId, buyerId])])
  const sold = await addonsDuring(tx, { serviceIds: [serviceId], from: tx.now, to: soon(tx) })
  if (await wasSold(tx, input, service)) return
  if (service.status !== 'active') throw nothingToExtend()
  const version = await planVersionNow(tx, service.planVersionId)
  const [product] = await productsById(tx, [productId])
  if (!product || !isOffered(product, version.serviceTypeId)) throw addonNotOffered()
  const { content } = product.latest
  const has = sold
    .filter((one) => one.productId === productId)
    .reduce((sum, one) => sum + one.quantity, 0)
  const most = content.perServiceMax
  if (most !== null && has + quantity > most) throw tooManyAddons({ most, has })

  const [paid] = await paidFromNow(tx, serviceId)
  const running = paid && Temporal.Instant.compare(paid.from, tx.now) <= 0 ? paid : undefined
  const isOnce = content.charged === 'once'
  const endsAt = isOnce ? onceUntil(tx, content, running?.to ?? null) : null
  const lines = await addonLinesNow(tx, { service, content, quantity })
  const cents = lines.reduce((sum, { taxed }) => sum + taxed.gross, 0n)
  if (cents > 0n) await checkWallet(tx, service, cents)
  const addonId = await addAddon(tx, {
    ...{ serviceId, productId, name: content.name.en, quantity, from: tx.now, to: endsAt },
    price: { ...z.encode(productContent, content), saleId: input.id },
  })
  const component = addonComponent(addonId)
  const { planVersionId } = service
  const charged = lines.map((line): DraftLine => ({ ...line, component, planVersionId }))
  if (cents > 0n) await charge(tx, service, buyerId, charged, `billing.addon:${input.id}`)
  for (const { period: of } of lines) {
    const period = of ?? { from: tx.now, to: running?.to ?? null }
    await deliverAddon(tx, { serviceId, addonId, content, quantity, version, period })
  }
  await noteMoments(tx, [
    {
      ...{ subscriberId, what: 'billing.addon-sold' },
      facts: { serviceId, number: service.number, name: content.name.en, quantity },
    },
  ])
  await renewFromWallets(tx, { subscriberIds: [...new Set([subscriberId, buyerId])] })
}

const soon = (tx: Tx) => tx.now.add({ milliseconds: 1 })

type Content = Product['latest']['content']

/** A repetition: it is among what the service ever had. Another body under its id is refused. */
async function wasSold(
  tx: Tx,
  { id, productId, quantity }: { id: string; productId: string; quantity: number },
  { serviceId, activatedAt }: HeldService,
): Promise<boolean> {
  const from = activatedAt ?? tx.now
  const all = await addonsDuring(tx, { serviceIds: [serviceId], from, to: soon(tx) })
  const kept = z.object({ saleId: z.string() })
  const there = all.find(({ price }) => kept.safeParse(price).data?.saleId === id)
  if (there && (there.productId !== productId || there.quantity !== quantity)) throw idReused()
  return there !== undefined
}

/** Bought once, hours last so long; what has no time of its own is over with the moment, because nothing of it stands. */
function onceUntil(tx: Tx, { gives }: Content, paidUntil: Temporal.Instant | null) {
  if (gives.kind === 'boost')
    return gives.hours === null ? paidUntil : tx.now.add({ hours: gives.hours })
  return gives.kind === 'data' ? soon(tx) : null
}

async function checkWallet(tx: Tx, service: HeldService, cents: bigint) {
  if (service.pay !== 'prepaid') return
  const { wallet, overdue } = await purse(tx, service.subscriberId)
  const missing = cents - (wallet - overdue)
  if (missing > 0n) throw walletTooLow({ missing: decimalMoney(kes(missing)) })
}

/** Prepaid, the wallet pays at once; afterwards, it is owed like everything else. */
async function charge(
  tx: Tx,
  { pay }: HeldService,
  subscriberId: string,
  lines: readonly DraftLine[],
  key: string,
) {
  const days = (await subscriberFacts(tx, [subscriberId])).get(subscriberId)?.paymentDays ?? 0
  const [invoice] = await issueInvoices(tx, [
    { subscriberId, key, dueInDays: pay === 'prepaid' ? 0 : days, lines },
  ])
  if (!invoice || pay !== 'prepaid') return
  const { id: invoiceId, code, totals } = invoice
  await settleInvoices(tx, [{ invoiceId, code, subscriberId, cents: totals.gross }])
}
