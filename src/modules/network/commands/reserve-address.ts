import type { Tx } from '#platform/tx.ts'
import { holdAddress } from './hold-address.ts'

/** Keeps an address for equipment of our own: nobody is given it. */
export function reserveAddress(
  tx: Tx,
  input: { poolId: string; part: string; note: string },
): Promise<string> {
  return holdAddress(tx, { ...input, state: 'reserved', serviceId: null, key: '' })
}
