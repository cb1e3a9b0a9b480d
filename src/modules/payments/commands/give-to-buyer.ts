import { must } from '#kernel/assert.ts'
import type { Tx } from '#platform/tx.ts'
import { ownerOf } from '../store.ts'
import { lockPrompt } from '../store/mpesa.ts'
import { assignPayment } from './assign-payment.ts'

/**
 * Puts the money of a paid purchase into the wallet of its buyer, who is there by now; what they bought is then paid from it like
 * anything. Again does nothing. Says whose it is: somebody else's where a person gave it away meanwhile.
 */
export async function giveToBuyer(
  tx: Tx,
  { promptId, subscriberId }: { promptId: string; subscriberId: string },
): Promise<string> {
  const { payment_id, purpose } = await lockPrompt(tx, promptId)
  const paymentId = must(payment_id, 'a purchase is paid before it is given')
  const owner = await ownerOf(tx, paymentId)
  if (owner !== null) return owner
  const reason = must(purpose, 'only purchases are given to buyers')
  await assignPayment(tx, { paymentId, subscriberId, reason, by: 'caller' })
  return subscriberId
}
