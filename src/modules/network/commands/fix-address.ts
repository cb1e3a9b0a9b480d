import type { Tx } from '#platform/tx.ts'
import { addressFixed } from '../events.ts'
import { giveBack } from '../store/addresses.ts'
import { holdAddress } from './hold-address.ts'

/** Gives a service an address that is always its own. What it had of the pool so far goes back. */
export async function fixAddress(
  tx: Tx,
  input: { poolId: string; part: string; serviceId: string; key?: string },
): Promise<string> {
  const { poolId, serviceId, key = '' } = input
  await giveBack(tx, [{ poolId, serviceId, key }], ['leased', 'fixed'])
  const part = await holdAddress(tx, { ...input, key, state: 'fixed', note: '' })
  tx.emit(addressFixed, { poolId, serviceId })
  return part
}
