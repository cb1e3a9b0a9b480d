import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { settleBusinessPayment as endpoint } from '../contract.ts'
import { orderOfBusinessPayment } from '../queries/orders.ts'
import { shortcodeOfTelling } from '../queries/doors.ts'
import { businessPaymentIsSettled, receiptMissing, stillAskedAbout } from '../refusals.ts'
import { parseReceipt } from '../rules/receipt.ts'
import { lockBusinessPayment } from '../store/business-payments.ts'
import { lockConversation } from '../store/conversations.ts'
import { must } from '#kernel/assert.ts'
import { settleBusinessPayment } from './settle-business-payment.ts'

/** A person has looked what became of a payment to a business of which M-Pesa says nothing any more. */
export async function judgeBusinessPayment(
  tx: Tx,
  { businessPaymentId, receipt: typed, reason }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const orderId = await orderOfBusinessPayment(tx, businessPaymentId)
  const order = must(await lockConversation(tx, orderId), 'it is sent by an order')
  const { state } = await lockBusinessPayment(tx, businessPaymentId)
  if (state !== 'asked') throw businessPaymentIsSettled({ state })
  if (order.look_at !== null) throw stillAskedAbout()
  const { into_account: account } = await shortcodeOfTelling(tx, order.shortcode_id)
  const receipt = typed === null ? null : parseReceipt(typed)
  if (receipt === undefined) throw receiptMissing({}, [{ path: 'receipt', message: 'Write it.' }])
  await settleBusinessPayment(
    tx,
    { order, account },
    receipt === null
      ? { kind: 'failed', code: 'staff', said: reason }
      : { kind: 'done', receipt, at: undefined },
  )
  audit(tx, { objects: [{ table: 'payments.business_payment', id: businessPaymentId }], reason })
}
