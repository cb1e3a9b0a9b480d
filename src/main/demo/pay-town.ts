import { system } from '#kernel/actor.ts'
import type { Client } from '#kernel/client.ts'
import type { InputOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { pricePeriods, renewFromWallets } from '#modules/billing/index.ts'
import { readExtras, sellAddon, takeCoupon } from '#modules/billing/contract.ts'
import { CHART } from '#modules/ledger/index.ts'
import { receivePayments } from '#modules/payments/index.ts'
import { listPlans, readPlan } from '#modules/catalog/contract.ts'
import { recordPayment } from '#modules/payments/contract.ts'
import {
  askChange,
  listServices,
  readService,
  type ServiceRow,
} from '#modules/services/contract.ts'
import { servicesHeld, setHold } from '#modules/services/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { Ground } from '../ground.ts'
import type { DemoRecord } from './record.ts'
import { sameId } from './same-id.ts'

/** Money, invoices and paid time of the town: each service was paid when it began, and some have run out since. */
export async function payTown(
  owner: Client,
  ground: Ground,
  { record, keep }: { readonly record: DemoRecord; readonly keep: () => void },
  /** What else happened then: invoices are numbered in the order of time. */
  also: readonly { at: string; work: (tx: Tx) => Promise<void> }[] = [],
): Promise<void> {
  const services = (await prepaidServices(owner)).filter((one) => one.paidUntil === null)
  // In the order of time, as invoices are numbered.
  const moments = [...Map.groupBy(services, (one) => one.requestedAt)]
    .map(([at, some]) => ({ at, work: (tx: Tx) => paid(tx, Temporal.Instant.from(at), some) }))
    .concat(also)
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
  const origin = { actor: system('demo'), name: 'demo.pay-town' }
  for (const { work } of moments) await ground.units.unit(origin, work)
  const now = ground.clock.now().toString()
  if (record.wanting.length === 0) {
    const paidFor = (await prepaidServices(owner)).filter(
      ({ paidUntil }) => paidUntil !== null && paidUntil > now,
    )
    record.wanting = paidFor.slice(0, WANTING).map(({ id }) => id)
    keep()
  }
  await someWantMore(owner, record.wanting, now)
}

async function prepaidServices(owner: Client): Promise<ServiceRow[]> {
  const all: ServiceRow[] = []
  let cursor: string | undefined
  do {
    const page = await owner.call(listServices, {
      ...{ status: ['active'], pay: ['prepaid'], limit: 200, sort: 'requestedAt' },
      ...(cursor && { cursor }),
    })
    all.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor)
  return all
}

/** Everybody who began at a moment pays by M-Pesa what the first period costs, and has it. */
async function paid(tx: Tx, at: Temporal.Instant, services: readonly ServiceRow[]) {
  const then = { ...tx, now: at }
  const held = await servicesHeld(tx, { serviceIds: services.map(({ id }) => id) })
  const priced = await pricePeriods(then, held, () => true)
  const due = priced.filter(({ gross }) => gross > 0n)
  await receivePayments(
    then,
    due.map(({ service, gross }) => ({
      ...{ rail: 'mpesa', channel: 'c2b', amount: kes(gross), paidAt: at, account: service.number },
      receipt: `D${service.number.slice(-9)}`,
      into: { account: CHART.mpesaPaybill },
      owner: { subscriberId: service.subscriberId, by: 'caller' },
    })),
  )
  await renewFromWallets(then, {
    subscriberIds: [...new Set(held.map(({ subscriberId }) => subscriberId))],
  })
  const now = await servicesHeld(tx, { serviceIds: services.map(({ id }) => id) })
  for (const { serviceId, paidUntil } of now) {
    const isOver = paidUntil !== null && Temporal.Instant.compare(paidUntil, tx.now) < 0
    if (isOver) await setHold(tx, { serviceId, reason: 'nonpayment', bills: false })
  }
}

const WANTING = 5

/** A few take add-ons, use a coupon, will have another plan, or leave with the end of what is paid. */
async function someWantMore(owner: Client, serviceIds: readonly string[], now: string) {
  const services = new Map((await prepaidServices(owner)).map((one) => [one.id, one]))
  const [first, second, third, fourth, fifth] = serviceIds.map((id) => services.get(id))
  for (const one of [first, second]) if (one) await buysAddon(owner, one, now.slice(0, 10))
  if (third) await usesCoupon(owner, third, 'FIBRE-50')
  const { items: plans } = await owner.call(listPlans, { q: 'HOME', limit: 20 })
  const other = plans.find(
    ({ id, versionState }) => id !== fourth?.plan.planId && versionState === 'on-sale',
  )
  const planVersionId = other && (await owner.call(readPlan, { planId: other.id })).onSaleId
  if (fourth && planVersionId) {
    await atTheEnd(owner, fourth, { what: 'plan', planVersionId })
  }
  if (fifth) await atTheEnd(owner, fifth, { what: 'cancellation', because: 'moved-away' })
}

async function usesCoupon(owner: Client, { id: serviceId }: ServiceRow, code: string) {
  const { coupons } = await owner.call(readExtras, { serviceId })
  if (!coupons.some((held) => held.code === code)) await owner.call(takeCoupon, { serviceId, code })
}

async function atTheEnd(
  owner: Client,
  { id: serviceId }: ServiceRow,
  details: InputOf<typeof askChange>['details'],
) {
  const { pending } = await owner.call(readService, { serviceId })
  if (!pending.some((asked) => asked.details.what === details.what))
    await owner.call(askChange, { serviceId, effective: 'period-end', at: null, details })
}

async function buysAddon(owner: Client, { id: serviceId, subscriber }: ServiceRow, paidOn: string) {
  const { addons, offered } = await owner.call(readExtras, { serviceId })
  const addon = offered.find(({ charged }) => charged === 'each-period')
  if (!addon || addons.length > 0) return
  await owner.call(recordPayment, {
    ...{
      id: sameId('for an add-on', serviceId),
      subscriberId: subscriber.id,
      rail: 'cash',
      receipt: null,
    },
    ...{ amount: moneyToWire(kes(500_000n)), note: null, paidOn },
  })
  const id = sameId('add-on', serviceId)
  await owner.call(sellAddon, { serviceId, id, productId: addon.productId, quantity: 1 })
}
