import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { announcePriceChange as endpoint } from '../contract.ts'
import { priceChangeAnnounced } from '../events.ts'
import { priceChangeNotFound, priceChangeOver, refuseStale } from '../refusals.ts'
import { lockPriceChange, updatePriceChange } from '../store.ts'

/** Announces a price change: the notice that subscribers were promised begins now. */
export async function announcePriceChange(
  tx: Tx,
  { priceChangeId, version }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const change = await lockPriceChange(tx, priceChangeId)
  if (!change) throw priceChangeNotFound()
  refuseStale(change, version)
  if (change.state !== 'planned') throw priceChangeOver({ state: change.state })
  await updatePriceChange(tx, priceChangeId, { state: 'announced', announced_at: tx.now })
  audit(tx, { objects: [{ table: 'catalog.plan', id: change.plan_id }] })
  tx.emit(priceChangeAnnounced, {
    ...{ priceChangeId, planId: change.plan_id, toVersionId: change.to_version_id },
  })
}
