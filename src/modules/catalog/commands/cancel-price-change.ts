import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { cancelPriceChange as endpoint } from '../contract.ts'
import { priceChangeNotFound, priceChangeOver, refuseStale } from '../refusals.ts'
import { lockPriceChange, updatePriceChange } from '../store.ts'

/** Cancels a price change. Who has moved already stays moved. */
export async function cancelPriceChange(
  tx: Tx,
  { priceChangeId, version }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const change = await lockPriceChange(tx, priceChangeId)
  if (!change) throw priceChangeNotFound()
  refuseStale(change, version)
  if (change.state === 'cancelled') throw priceChangeOver({ state: change.state })
  await updatePriceChange(tx, priceChangeId, { state: 'cancelled', announced_at: null })
  audit(tx, { objects: [{ table: 'catalog.plan', id: change.plan_id }] })
}
