import type { Tx } from '#platform/tx.ts'
import type { StatusTold } from '../outside/mpesa/results.ts'
import type { Conversation } from '../store/conversations.ts'
import { settleBusinessPayment } from './settle-business-payment.ts'
import { settleReversal } from './settle-reversal.ts'

/** Of a reversal the status is that of the payment: while it is still completed, nothing is known. */
export async function readOrderStatus(
  tx: Tx,
  { order, status, account }: { order: Conversation; status: StatusTold; account: number },
): Promise<void> {
  const { at, receipt } = status
  if (order.kind === 'reversal') {
    if (status.status === 'reversed')
      await settleReversal(tx, order, { kind: 'done', receipt: null, at })
    return
  }
  if (order.kind !== 'pay-business') return
  if (status.status === 'completed')
    await settleBusinessPayment(tx, { order, account }, { kind: 'done', receipt, at })
  if (CAME_TO_NOTHING.has(status.status)) {
    const end = { kind: 'failed', code: status.status, said: status.status } as const
    await settleBusinessPayment(tx, { order, account }, end)
  }
}

const CAME_TO_NOTHING = new Set(['cancelled', 'declined', 'expired', 'failed'])
