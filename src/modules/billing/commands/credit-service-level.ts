import { CHART } from '#modules/ledger/index.ts'
import { servicesHeld } from '#modules/services/index.ts'
import { lockSubscribers } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { levelKey, levelsOfMonth } from '../queries/service-level.ts'
import { levelKept, monthNotOver, serviceNotFound } from '../refusals.ts'
import { renewFromWallets } from './renew-from-wallets.ts'
import { writeCreditNote } from './write-credit-note.ts'

/**
 * Gives back what a contract says for a month in which its promise was not kept: by a credit note on each invoice that charged the month, which
 * lowers what is open or, of what was paid, fills the wallet and so the next invoice. Once for a month; outages that come to light later are
 * goodwill. It lowers no revenue but stands on an account of its own.
 */
export async function creditServiceLevel(
  tx: Tx,
  { serviceId, month }: { serviceId: string; month: string },
): Promise<{ id: string; code: string }[]> {
  const [service] = await servicesHeld(tx, { serviceIds: [serviceId] })
  if (!service) throw serviceNotFound()
  await lockSubscribers(tx, [service.subscriberId])
  const read = async () => (await levelsOfMonth(tx, { serviceId }, month)).levels[0]
  const level = await read()
  if (!level) throw levelKept()
  if (level.shown.credited.length > 0) return level.shown.credited
  if (!level.shown.isOver) throw monthNotOver()
  if (level.lines.length === 0) throw levelKept()
  const subscriberIds = new Set<string>()
  for (const [invoiceId, lines] of Map.groupBy(level.lines, (one) => one.invoiceId)) {
    const note = await writeCreditNote(tx, {
      ...{
        invoiceId,
        key: levelKey(serviceId, month, invoiceId),
        against: CHART.serviceLevelCredits,
      },
      reason: lines[0]?.words.en ?? '',
      lines: lines.map(({ lineId, net, words }) => ({ lineId, net, words })),
    })
    subscriberIds.add(note.subscriberId)
  }
  await renewFromWallets(tx, { subscriberIds: [...subscriberIds] })
  return (await read())?.shown.credited ?? []
}
