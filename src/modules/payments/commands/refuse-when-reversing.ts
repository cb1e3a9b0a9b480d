import type { Tx } from '#platform/tx.ts'
import { livingReversal } from '../queries/orders.ts'
import { reversalIsOnItsWay } from '../refusals.ts'

/** What M-Pesa may be sending back right now is not given back in another way as well. The payment is locked before. */
export async function refuseWhenReversing(tx: Tx, paymentId: string): Promise<void> {
  if (await livingReversal(tx, paymentId)) throw reversalIsOnItsWay()
}
