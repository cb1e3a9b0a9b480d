import type { Tx } from '#platform/tx.ts'
import { putUses, type AddressUse } from '../store/addresses.ts'

/**
 * Keeps who used which address from when to when, as routers told it in their accounting: the answer to “who had this address at that
 * moment”, whoever chose the address, once the session is no more among those of today. One statement for a batch; told again it changes
 * nothing.
 */
export async function recordAddressUses(tx: Tx, uses: readonly AddressUse[]): Promise<void> {
  if (uses.length > 0) await putUses(tx, uses)
}
