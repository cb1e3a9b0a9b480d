import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { sendRefund as endpoint } from '../contract.ts'
import { payOut } from '../jobs.ts'
import { isPayOutAlive, shortcodeThatPays } from '../queries/payouts.ts'
import { noInitiator, payOutNotWhole, refundIsOnItsWay, refundIsSettled } from '../refusals.ts'
import { lockPayment, lockRefund, paymentOfRefund } from '../store.ts'
import { insertConversation } from '../store/conversations.ts'
import { refuseWhenReversing } from './refuse-when-reversing.ts'

/** Safaricom's bounds for one payout, in cents. */
const LEAST = 1_000n
const MOST = 25_000_000n

/**
 * Has a refund paid to a phone by M-Pesa (B2C). It is sent once; while nobody knows what became of it, it cannot be sent again, because
 * the first one may have arrived. What M-Pesa refused may.
 */
export async function sendRefund(
  tx: Tx,
  { refundId, phone }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const paymentId = await paymentOfRefund(tx, refundId)
  const { into_account: account } = await lockPayment(tx, paymentId)
  await refuseWhenReversing(tx, paymentId)
  const { state, cents } = await lockRefund(tx, refundId)
  if (state !== 'asked') throw refundIsSettled({ state })
  if (cents % 100n !== 0n || cents < LEAST || cents > MOST) throw payOutNotWhole()
  if (await isPayOutAlive(tx, refundId)) throw refundIsOnItsWay()
  const shortcodeId = await shortcodeThatPays(tx, account)
  if (shortcodeId === undefined) throw noInitiator()
  const conversationId = await insertConversation(tx, {
    ...{ shortcodeId, kind: 'pay-out', subject: { kind: 'refund', id: refundId } },
    lookAt: tx.now.add({ seconds: 90 }),
  })
  tx.later(payOut, { conversationId, phone }, { key: conversationId })
  audit(tx, { objects: [{ table: 'payments.refund', id: refundId }] })
}
