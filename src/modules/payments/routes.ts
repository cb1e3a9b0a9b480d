import { serve } from '#platform/serve.ts'
import type { Tx } from '#platform/tx.ts'
import { askRefund } from './commands/ask-refund.ts'
import { assignPayment } from './commands/assign-payment.ts'
import { confirmRefund } from './commands/confirm-refund.ts'
import { failRefund } from './commands/fail-refund.ts'
import { recordPayment } from './commands/record-payment.ts'
import { reversePayment } from './commands/reverse-payment.ts'
import { unassignPayment } from './commands/unassign-payment.ts'
import * as contract from './contract.ts'
import { paymentNow, paymentsPage } from './queries/payments.ts'
import { refuseUnreached } from './queries/reach.ts'
import { refundNow, refundsPage } from './queries/refunds.ts'
import { suggestionsFor, suspenseNow } from './queries/suspense.ts'

const payments = [
  serve(contract.listPayments, paymentsPage),
  serve(contract.readPayment, async (read, { paymentId }) => {
    await refuseUnreached(read, paymentId, 'payments.read')
    return paymentNow(read, paymentId)
  }),
  serve(contract.recordPayment, async (tx, input) =>
    paymentNow(tx, await recordPayment(tx, input)),
  ),
  serve(contract.reversePayment, async (tx, input) => {
    await refuseUnreached(tx, input.paymentId, 'payments.reverse')
    await reversePayment(tx, input)
    return paymentNow(tx, input.paymentId)
  }),
]

const suspense = [
  serve(contract.readSuspense, (read) => suspenseNow(read)),
  serve(contract.suggestOwners, async (read, { paymentId }) => {
    await refuseUnreached(read, paymentId, 'payments.assign')
    return { suggestions: await suggestionsFor(read, paymentId) }
  }),
  serve(contract.assignPayment, async (tx, input) => {
    await refuseUnreached(tx, input.paymentId, 'payments.assign')
    await assignPayment(tx, input)
    return paymentNow(tx, input.paymentId)
  }),
  serve(contract.unassignPayment, async (tx, input) => {
    await refuseUnreached(tx, input.paymentId, 'payments.assign')
    await unassignPayment(tx, input)
    return paymentNow(tx, input.paymentId)
  }),
]

/** A refund is reached by whoever reaches its payment. */
async function reachRefund(tx: Tx, refundId: string) {
  const refund = await refundNow(tx, refundId)
  await refuseUnreached(tx, refund.paymentId, 'payments.refund')
}

const refunds = [
  serve(contract.listRefunds, refundsPage),
  serve(contract.askRefund, async (tx, input) => {
    await refuseUnreached(tx, input.paymentId, 'payments.refund')
    await askRefund(tx, input)
    return refundNow(tx, input.id)
  }),
  serve(contract.confirmRefund, async (tx, input) => {
    await reachRefund(tx, input.refundId)
    await confirmRefund(tx, input)
    return refundNow(tx, input.refundId)
  }),
  serve(contract.failRefund, async (tx, input) => {
    await reachRefund(tx, input.refundId)
    await failRefund(tx, input)
    return refundNow(tx, input.refundId)
  }),
]

export const routes = [...payments, ...suspense, ...refunds]
