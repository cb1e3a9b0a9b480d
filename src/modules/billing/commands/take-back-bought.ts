import { kes, moneyToWire } from '#kernel/money.ts'
import { balanceOf, CHART, post } from '#modules/ledger/index.ts'
import { endPeriods, periodsDuring, servicesHeld } from '#modules/services/index.ts'
import { lockSubscribers, noteMoments } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { boughtTakenBack } from '../events.ts'
import { keptOf, spentSince, theirsSince, type Spent } from '../queries/spent-since.ts'
import { unsettlementJournal } from '../rules/journals.ts'
import { insertAllocations } from '../store.ts'
import { creditUnused } from './credit-unused.ts'

const FAR = { hours: 24 * 365 * 20 }
type Gone = { readonly paymentId: string; readonly subscriberId: string }

/**
 * A payment is not there any more, and the wallet has spent it: what it bought is taken back, the latest first, until nothing is missing. Of
 * paid time what is still to come is credited and ends now; what was used, and what was bought once, is owed again on its own invoice,
 * where reminders and the next payment find it. Answers whether anything was taken.
 */
export async function takeBackBought(tx: Tx, { paymentId, subscriberId }: Gone): Promise<boolean> {
  await lockSubscribers(tx, [subscriberId])
  if ((await missingIn(tx, subscriberId)) === 0n) return false
  const since = await theirsSince(tx, { paymentId, subscriberId })
  const serviceIds = new Set<string>()
  let reopened = 0n
  for (const spent of await spentSince(tx, { subscriberId, since })) {
    if ((await missingIn(tx, subscriberId)) === 0n) break
    for (const one of await endTime(tx, { paymentId, subscriberId }, spent)) serviceIds.add(one)
    reopened += await reopen(tx, { paymentId, subscriberId }, spent)
  }
  if (serviceIds.size === 0 && reopened === 0n) return false
  await noteMoments(tx, [
    {
      ...{ subscriberId, what: 'billing.taken-back' },
      facts: { paymentId, services: String(serviceIds.size), cents: String(reopened) },
    },
  ])
  const facts = { paymentId, subscriberId, serviceIds: [...serviceIds] }
  const owed = moneyToWire(kes(reopened))
  tx.emit(boughtTakenBack, { ...facts, owed }, { order: subscriberId })
  return true
}

async function missingIn(tx: Tx, subscriberId: string): Promise<bigint> {
  const { cents } = await balanceOf(tx, { kind: 'subscriber', id: subscriberId }, CHART.wallets)
  return cents < 0n ? -cents : 0n
}

/** What of the invoice is time that is still to come is credited, and the time ends now. Whose time it was. */
async function endTime(tx: Tx, { paymentId, subscriberId }: Gone, { invoiceId }: Spent) {
  const held = await servicesHeld(tx, { subscriberIds: [subscriberId] })
  const prepaid = held.filter(({ pay, status }) => pay === 'prepaid' && status !== 'ended')
  if (prepaid.length === 0) return []
  const rest = { from: tx.now, to: tx.now.add(FAR) }
  const periods = await periodsDuring(tx, {
    serviceIds: prepaid.map(({ serviceId }) => serviceId),
    ...rest,
  })
  const bought = periods.filter((period) => period.invoiceId === invoiceId)
  for (const [serviceId, some] of Map.groupBy(bought, (period) => period.serviceId)) {
    const stretches = some.map(({ from, to }) => ({
      from: Temporal.Instant.compare(from, rest.from) > 0 ? from : rest.from,
      to,
    }))
    await creditUnused(tx, {
      ...{ serviceId, stretches, reason: 'The payment was taken back' },
      key: `billing.take-back:${paymentId}:${invoiceId}:${serviceId}`,
    })
  }
  if (bought.length > 0)
    await endPeriods(tx, { periodIds: bought.map(({ periodId }) => periodId), at: tx.now })
  return [...new Set(bought.map(({ serviceId }) => serviceId))]
}

/** What is still missing is owed on the invoice that it paid, as far as that was paid from the wallet and not credited. */
async function reopen(
  tx: Tx,
  { paymentId, subscriberId }: Gone,
  { invoiceId, code, cents }: Spent,
) {
  const bounds = [cents, await missingIn(tx, subscriberId), await keptOf(tx, invoiceId)]
  const least = bounds.reduce((a, b) => (a < b ? a : b))
  if (least <= 0n) return 0n
  const key = `billing.taken-back:${paymentId}:${invoiceId}`
  await insertAllocations(tx, [{ invoiceId, key, cents: -least, source: 'wallet' }])
  await post(tx, unsettlementJournal({ key, invoiceId, code, subscriberId, cents: least }))
  return least
}
