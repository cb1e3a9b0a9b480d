import type { Tx } from '#platform/tx.ts'
import type { Outcome, Taken } from '../outside/mpesa/port.ts'
import { lockConversation } from '../store/conversations.ts'
import { lockBusinessPayment, updateBusinessPayment } from '../store/business-payments.ts'
import { recordTaken } from './record-taken.ts'

/** What Daraja said to an order. A payment to a business that it did not take has failed; a new one may be made. */
export async function recordOrder(
  tx: Tx,
  conversationId: string,
  outcome: Outcome<Taken>,
): Promise<void> {
  await recordTaken(tx, conversationId, outcome)
  const order = await lockConversation(tx, conversationId)
  if (order?.kind !== 'pay-business' || order.state !== 'failed') return
  const { id, state } = await lockBusinessPayment(tx, order.subject_id)
  if (state === 'asked')
    await updateBusinessPayment(tx, id, { state: 'failed', why_failed: order.said ?? 'refused' })
}
