import type { Tx } from '#platform/tx.ts'
import { touchPaidUntil } from '../store.ts'
import { tellNetwork } from './tell-network.ts'

/** After any change of periods: what is paid is counted anew, and the network is told. */
export async function recountPaid(tx: Tx, serviceIds: readonly string[]): Promise<void> {
  const once = [...new Set(serviceIds)].toSorted()
  if (once.length === 0) return
  await touchPaidUntil(tx, once)
  tellNetwork(tx, once, 'periods')
}
