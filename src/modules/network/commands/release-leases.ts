import type { Tx } from '#platform/tx.ts'
import { giveBack } from '../store/addresses.ts'

/**
 * Gives leases back to their pools, in one statement. Each stays remembered: whoever held it gets it again as long as
 * nobody else was given it. Fixed addresses are not leases and stay.
 */
export async function releaseLeases(
  tx: Tx,
  held: readonly { poolId: string; serviceId: string; key?: string | undefined }[],
): Promise<number> {
  return held.length === 0 ? 0 : giveBack(tx, held, ['leased'])
}
