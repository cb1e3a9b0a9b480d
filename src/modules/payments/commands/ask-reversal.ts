import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { askReversal as endpoint } from '../contract.ts'
import { sendOrder } from '../jobs/orders.ts'
import { livingReversal, shortcodeThatTook } from '../queries/orders.ts'
import {
  hasRefunds,
  isReversed,
  noInitiator,
  notFromMpesa,
  reversalIsOnItsWay,
} from '../refusals.ts'
import { refundedCents } from '../store.ts'
import { insertConversation, updateConversation } from '../store/conversations.ts'
import { lockOwnedPayment } from './lock-owned-payment.ts'

/** How long to wait for the answer before M-Pesa is asked what became of it. */
const LOOK_s = 90

/**
 * Has M-Pesa send a payment back to its payer. Nothing is booked before M-Pesa says that it did. Where nobody knows what became of the
 * first request, and nobody is asked any more, the same one is sent again: M-Pesa takes a payment back once.
 */
export async function askReversal(
  tx: Tx,
  { paymentId, reason }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const payment = await lockOwnedPayment(tx, paymentId)
  if (payment.state === 'reversed') throw isReversed()
  if (payment.rail !== 'mpesa' || payment.cents % 100n !== 0n) throw notFromMpesa()
  if ((await refundedCents(tx, paymentId)) > 0n) throw hasRefunds()
  const shortcodeId = await shortcodeThatTook(tx, payment)
  if (shortcodeId === undefined) throw noInitiator()
  const lookAt = tx.now.add({ seconds: LOOK_s })
  const before = await livingReversal(tx, paymentId)
  if (before && (before.state !== 'unknown' || before.look_at !== null)) throw reversalIsOnItsWay()
  if (before)
    await updateConversation(tx, before.id, { state: 'sending', looks: 0, look_at: lookAt, reason })
  const conversationId =
    before?.id ??
    (await insertConversation(tx, {
      ...{ shortcodeId, kind: 'reversal', subject: { kind: 'payment', id: paymentId } },
      ...{ lookAt, reason },
    }))
  tx.later(sendOrder, { conversationId }, { key: conversationId })
  audit(tx, { objects: [{ table: 'payments.payment', id: paymentId }], reason })
}
