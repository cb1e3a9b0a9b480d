import type { Tx } from '#platform/tx.ts'
import { endLapsed } from '../store/addresses.ts'

const AT_ONCE = 5000

/** Ends leases whose time is over; answers how many. What is left over waits for the next time. */
export function endLapsedLeases(tx: Tx): Promise<number> {
  return endLapsed(tx, AT_ONCE)
}
