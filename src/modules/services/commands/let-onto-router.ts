import type { Tx } from '#platform/tx.ts'
import { addRouter } from '../store.ts'
import { tellNetwork } from './tell-network.ts'

/** Services that may be used at some routers only may be used at this one as well: it stands beside one of theirs, or in its place. */
export async function letOntoRouter(
  tx: Tx,
  { serviceIds, nasId }: { serviceIds: readonly string[]; nasId: string },
): Promise<void> {
  if (serviceIds.length === 0) return
  await addRouter(tx, serviceIds, nasId)
  tellNetwork(tx, serviceIds, 'limits')
}
