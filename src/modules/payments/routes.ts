import { serve } from '#platform/serve.ts'
import { askRefund } from './commands/ask-refund.ts'
import { assignPayment } from './commands/assign-payment.ts'
import { confirmRefund } from './commands/confirm-refund.ts'
import { failRefund } from './commands/fail-refund.ts'
import { recordPayment } from './commands/record-payment.ts'
import { reversePayment } from './commands/reverse-payment.ts'
import { unassignPayment } from './commands/unassign-payment.ts'
import * as contract from './contract.ts'
import { paymentNow, paymentsPage } from './queries/payments.ts'
import { siteOfPayer, siteOfPayment, siteOfRefund } from './queries/reach.ts'
import { refundNow, refundsPage } from './queries/refunds.ts'
import { suggestionsFor, suspenseNow } from './queries/suspense.ts'

const payments = [
  serve(contract.listPayments, paymentsPage, 'filtered'),
  serve(contract.readPayment, (read, { paymentId }) => paymentNow(read, paymentId), siteOfPayment),
  serve(
    contract.recordPayment,
    async (tx, input) => paymentNow(tx, await recordPayment(tx, input)),
    siteOfPayer,
  ),
  serve(
    contract.reversePayment,
    async (tx, input) => {
      await reversePayment(tx, input)
      return paymentNow(tx, input.paymentId)
    },
    siteOfPayment,
  ),
]

/** Nobody knows whose these are, so they are for those who work everywhere. */
const suspense = [
  serve(contract.readSuspense, (read) => suspenseNow(read)),
  serve(contract.suggestOwners, async (read, { paymentId }) => ({
    suggestions: await suggestionsFor(read, paymentId),
  })),
  serve(contract.assignPayment, async (tx, input) => {
    await assignPayment(tx, input)
    return paymentNow(tx, input.paymentId)
  }),
  serve(
    contract.unassignPayment,
    async (tx, input) => {
      await unassignPayment(tx, input)
      return paymentNow(tx, input.paymentId)
    },
    siteOfPayment,
  ),
]

const refunds = [
  serve(contract.listRefunds, refundsPage, 'filtered'),
  serve(
    contract.askRefund,
    async (tx, input) => {
      await askRefund(tx, input)
      return refundNow(tx, input.id)
    },
    siteOfPayment,
  ),
  serve(
    contract.confirmRefund,
    async (tx, input) => {
      await confirmRefund(tx, input)
      return refundNow(tx, input.refundId)
    },
    siteOfRefund,
  ),
  serve(
    contract.failRefund,
    async (tx, input) => {
      await failRefund(tx, input)
      return refundNow(tx, input.refundId)
    },
    siteOfRefund,
  ),
]

export const routes = [...payments, ...suspense, ...refunds]
