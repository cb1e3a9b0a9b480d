import { newId } from '#kernel/id.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { CHART, lockBalances } from '#modules/ledger/index.ts'
import { regionNow, settingValue } from '#modules/organization/index.ts'
import {
  activateServices,
  addPeriods,
  applyDueChanges,
  changePlan,
  holdsDuring,
  liftHold,
  planFacts,
  servicesHeld,
  type HeldHold,
  type HeldService,
} from '#modules/services/index.ts'
import { lockSubscribers, noteMoments } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { serviceRenewed } from '../events.ts'
import { isOverdue, openInvoicesAndQuotes, type OpenInvoice } from '../queries/open-invoices.ts'
import { renewAheadDays } from '../queries/settings.ts'
import { aheadOf, isDue, SWEEP_AHEAD } from '../rules/renewal.ts'
import { spend, type Wish } from '../rules/spending.ts'
import { applyWaitingQuotes } from './apply-waiting-quotes.ts'
import { countCoupons } from './count-coupons.ts'
import { deliverAddon } from './deliver-addon.ts'
import { issueInvoices } from './issue-invoices.ts'
import { pricePeriods, type PricedPeriod } from './price-periods.ts'
import { restorePaid, type OverdueNow } from './restore-paid.ts'
import { settleInvoices, type Settlement } from './settle-invoices.ts'
import { KeptVersions } from '../rules/cycle-facts.ts'
import { stopEmptyWallets } from './stop-empty-wallets.ts'

export type Renewals = {
  readonly renewed: readonly PricedPeriod[]
  /** What would have been renewed, and what each lacks. */
  readonly short: readonly { readonly service: HeldService; readonly missing: bigint }[]
}

/**
 * What wallets buy, for many subscribers in one unit, which holds them until it ends: another plan that waited for its money; what is overdue, oldest first; then the next
 * period of each prepaid service that has run out or soon will, by its priority, whole or not at all; then what is owed but not due.
 * Where nothing is overdue any more, or enough is paid by the ISP's rule, holds for non-payment are lifted, and nothing but those. What is disputed takes no money and shuts nothing. Money that buys nothing stays in the wallet.
 *
 * Each service gets at most one period, so that whoever pays twice by mistake has money and not two months. Done again,
 * it does nothing that was done.
 *
 * `asked`: services to be renewed although they do not renew by themselves or are paid for long.
 */
export async function renewFromWallets(
  tx: Tx,
  given: { subscriberIds: readonly string[]; asked?: readonly string[] },
): Promise<Renewals> {
  const subscriberIds = await lockSubscribers(tx, given.subscriberIds)
  const { invoices: invoicesOwed, isTogether } = await afterWaitingQuotes(tx, subscriberIds)
  const asked = new Set(given.asked)
  const { timeZone } = await regionNow(tx)
  const today = tx.now.toZonedDateTimeISO(timeZone).toPlainDate()
  const wallets = await lockBalances(tx, subscriberIds, CHART.wallets)
  const owed = Map.groupBy(invoicesOwed, (one) => one.subscriberId)
  const services = await servicesAsAskedFor(tx, subscriberIds)
  const holds = Map.groupBy(
    await holdsDuring(tx, {
      serviceIds: services.map((one) => one.serviceId),
      ...{ from: tx.now, to: tx.now.add({ milliseconds: 1 }) },
    }),
    (one) => one.serviceId,
  )
  const holdsOf = (service: HeldService) => holds.get(service.serviceId) ?? []
  const days = await settingValue(tx, renewAheadDays)
  const wanted = services.filter(
    (service) =>
      mayRenew(service, holdsOf(service)) &&
      (asked.has(service.serviceId) ||
        (service.autoRenew &&
          isDue(service.paidUntil, tx.now, { hours: 24 * days, ...SWEEP_AHEAD }))),
  )
  const priced = (
    await pricePeriods(tx, wanted, (service) => holdsOf(service).length === 0)
  ).filter(
    // What is bought by the hour or the day is not bought a week ahead.
    ({ service, next }) =>
      asked.has(service.serviceId) || isDue(service.paidUntil, tx.now, aheadOf(next.period, days)),
  )
  const periods = new Map(priced.map((one) => [one.service.serviceId, one]))
  const ofSubscriber = Map.groupBy(priced, (one) => one.service.subscriberId)

  const settlements: Settlement[] = []
  const renewed: PricedPeriod[] = []
  const short: { service: HeldService; missing: bigint }[] = []
  const overdueNow: OverdueNow[] = []
  for (const subscriberId of subscriberIds) {
    const invoices = (owed.get(subscriberId) ?? []).filter(({ isDisputed }) => !isDisputed)
    const overdue = invoices.filter((one) => isOverdue(one, today))
    const wishes = [
      ...overdue.map((one) => wishOf('overdue', one)),
      ...(ofSubscriber.get(subscriberId) ?? []).map(({ service, gross }): Wish => ({
        ...{ kind: 'renewal', id: service.serviceId, cents: gross },
      })),
      ...invoices.filter((one) => !isOverdue(one, today)).map((one) => wishOf('owed', one)),
    ]
    const spending = spend(wallets.get(subscriberId)?.cents ?? 0n, wishes)
    const before = overdue.reduce((sum, { open }) => sum + open, 0n)
    let left = before
    for (const { wish, cents } of spending.spent) {
      const invoice = invoices.find(({ invoiceId }) => invoiceId === wish.id)
      const period = periods.get(wish.id)
      if (invoice) settlements.push({ ...invoice, cents })
      if (wish.kind === 'overdue') left -= cents
      if (wish.kind === 'renewal' && period) renewed.push(period)
    }
    for (const { wish, missing } of spending.short) {
      const period = periods.get(wish.id)
      if (period) short.push({ service: period.service, missing })
    }
    const oldestIsPaid = spending.spent.some(
      ({ wish, cents }) => wish.id === overdue[0]?.invoiceId && cents === wish.cents,
    )
    overdueNow.push({ subscriberId, before, left, oldestIsPaid })
  }

  await settleInvoices(tx, settlements)
  await buy(tx, renewed)
  const bought = new Set(renewed.map(({ service }) => service.serviceId))
  await restorePaid(tx, overdueNow, { services, holdsOf, bought, isTogether })
  await openFilled(tx, services, holdsOf)
  return { renewed, short }
}

/** What they owe, once the plans that waited for money are changed as far as it goes. */
async function afterWaitingQuotes(tx: Tx, subscriberIds: readonly string[]) {
  const owed = await openInvoicesAndQuotes(tx, subscriberIds)
  if (!owed.areQuotesWaiting) return owed
  await applyWaitingQuotes(tx, subscriberIds)
  return openInvoicesAndQuotes(tx, subscriberIds)
}

/** What was stopped because the wallet was empty goes on with the payment that fills it. */
async function openFilled(
  tx: Tx,
  services: readonly HeldService[],
  holdsOf: (service: HeldService) => readonly HeldHold[],
) {
  const stopped = services.filter((one) => holdsOf(one).some(({ reason }) => reason === 'wallet'))
  const payg = stopped.filter(({ pay, status }) => pay === 'payg' && status === 'active')
  const serviceIds = payg.map(({ serviceId }) => serviceId)
  if (serviceIds.length > 0) await stopEmptyWallets(tx, { serviceIds, kept: new KeptVersions() })
  // It is paid in another way by now.
  for (const service of stopped)
    if (service.pay !== 'payg')
      for (const { holdId, reason } of holdsOf(service))
        if (reason === 'wallet') await liftHold(tx, { holdId })
}

/** What they hold, after what was asked for a moment that has come. */
async function servicesAsAskedFor(tx: Tx, subscriberIds: readonly string[]) {
  const held = await servicesHeld(tx, { subscriberIds })
  const serviceIds = held.filter(({ status }) => status !== 'ended').map((one) => one.serviceId)
  if (serviceIds.length === 0) return held
  const changed = await applyDueChanges(tx, { serviceIds, limit: serviceIds.length * 4 })
  return changed === 0 ? held : servicesHeld(tx, { subscriberIds })
}

function wishOf(kind: 'overdue' | 'owed', invoice: OpenInvoice): Wish {
  return { kind, id: invoice.invoiceId, cents: invoice.open }
}

/** Whoever paused, moves, or is barred for another reason than money buys no time that they could not use. */
function mayRenew(service: HeldService, holds: readonly HeldHold[]): boolean {
  const waitsForMoney = service.status === 'pending' && service.waitsFor === 'payment'
  return (
    service.pay === 'prepaid' &&
    (service.status === 'active' || waitsForMoney) &&
    holds.every(({ reason }) => reason === 'nonpayment' || reason === 'wallet')
  )
}

/** Invoices, settles and writes the periods; what costs nothing has no invoice. */
async function buy(tx: Tx, renewed: readonly PricedPeriod[]) {
  for (const { service, version, isMoved } of renewed) {
    if (isMoved) {
      const { pay, grace_s } = await planFacts(tx, version.id)
      const { serviceId } = service
      await changePlan(tx, { serviceId, planVersionId: version.id, pay, grace_s })
    }
  }
  const pending = renewed.filter(({ service }) => service.status === 'pending')
  await activateServices(tx, {
    ...{ serviceIds: pending.map(({ service }) => service.serviceId), because: 'bought' },
  })
  const priced = renewed
    .filter(({ gross }) => gross > 0n)
    .map((one) => ({ ...one, invoiceId: newId(tx.now) }))
  const invoiceOf = new Map(priced.map(({ service, invoiceId }) => [service.serviceId, invoiceId]))
  await addPeriods(
    tx,
    renewed.map(({ service, version, next, kind, kept }) => {
      const invoiceId = invoiceOf.get(service.serviceId)
      return {
        ...{ serviceId: service.serviceId, kind, ...next.period, paid: true },
        ...{ planVersionId: version.id, ...kept },
        ...(invoiceId !== undefined && { invoiceId }),
      }
    }),
  )
  for (const { service, version, next, addons } of renewed)
    for (const { addon, content } of addons)
      await deliverAddon(tx, {
        ...{ serviceId: service.serviceId, addonId: addon.addonId, content, version },
        ...{ quantity: addon.quantity, period: next.period },
      })
  await countCoupons(
    tx,
    renewed.flatMap(({ service: { serviceId }, couponIds }) =>
      couponIds.map((couponId) => ({ serviceId, couponId })),
    ),
  )
  await noteMoments(
    tx,
    renewed.map(({ service, next, gross }) => ({
      subscriberId: service.subscriberId,
      what: 'billing.renewed',
      facts: {
        serviceId: service.serviceId,
        number: service.number,
        until: next.period.to.toString(),
        cents: String(gross),
      },
    })),
  )
  // Last, because from the taking of their numbers on all others who issue invoices wait for this unit to end.
  await issueInvoices(
    tx,
    priced.map(({ service, next, lines, invoiceId }) => ({
      ...{ id: invoiceId, subscriberId: service.subscriberId },
      // With the moment: a stretch whose payment was taken back may be bought again.
      key: `billing.period:${service.serviceId}:${next.period.from.toString()}:${tx.now.epochMilliseconds}`,
      dueInDays: 0,
      lines,
    })),
    { paid: 'from-wallet' },
  )
  for (const { service, next, gross } of renewed) {
    const { serviceId, subscriberId } = service
    const paidUntil = next.period.to.toString()
    const amount = moneyToWire(kes(gross))
    tx.emit(serviceRenewed, { serviceId, subscriberId, paidUntil, amount }, { order: subscriberId })
  }
}
