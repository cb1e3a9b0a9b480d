import { callingSubscriber } from '#platform/reach.ts'
import { serve } from '#platform/serve.ts'
import { addShortcode } from './commands/add-shortcode.ts'
import { askBalance } from './commands/ask-balance.ts'
import { askQr } from './commands/ask-qr.ts'
import { askRefund } from './commands/ask-refund.ts'
import { askReversal } from './commands/ask-reversal.ts'
import { askToPay } from './commands/ask-to-pay.ts'
import { askStandingOrder } from './commands/ask-standing-order.ts'
import { assignPayment } from './commands/assign-payment.ts'
import { claimPayment } from './commands/claim-payment.ts'
import { changeShortcode } from './commands/change-shortcode.ts'
import { closeDay } from './commands/close-day.ts'
import { endStandingOrder } from './commands/end-standing-order.ts'
import { importMpesaStatement } from './commands/import-mpesa-statement.ts'
import { judgeBusinessPayment } from './commands/judge-business-payment.ts'
import { payBusiness } from './commands/pay-business.ts'
import { sendRefund } from './commands/send-refund.ts'
import { settleRefundByHand } from './commands/settle-refund-by-hand.ts'
import { settleDifference } from './commands/settle-difference.ts'
import { dayNow, daysNow, onWire } from './queries/account-days.ts'
import {
  differenceNow,
  differencesPage,
  quietHoursPage,
  statementLinesPage,
  statementNow,
  statementsPage,
} from './queries/statements.ts'
import { readTellingAgain } from './commands/read-telling-again.ts'
import { recordPayment } from './commands/record-payment.ts'
import { reversePayment } from './commands/reverse-payment.ts'
import { unassignPayment } from './commands/unassign-payment.ts'
import * as contract from './contract.ts'
import { registerAtMpesa } from './jobs.ts'
import { balancesNow } from './queries/balances.ts'
import { businessPaymentNow, businessPaymentsPage } from './queries/business-payments.ts'
import { claimNow, claimsPage, myClaimNow } from './queries/claims.ts'
import {
  promptNow,
  promptsPage,
  shortcodeNow,
  shortcodesNow,
  siteOfPrompt,
  tellingNow,
  tellingsPage,
} from './queries/mpesa.ts'
import { howToPayNow, myPaymentsPage, myPromptNow } from './queries/portal.ts'
import { paymentNow, paymentsPage } from './queries/payments.ts'
import { myQrNow, qrNow, siteOfQr } from './queries/qr.ts'
import { siteOfPayer, siteOfPayment, siteOfRefund } from './queries/reach.ts'
import { refundNow, refundsPage } from './queries/refunds.ts'
import {
  myStandingOrder,
  myStandingOrders,
  siteOfStandingOrder,
  standingOrderNow,
  standingOrdersPage,
} from './queries/standing-orders.ts'
import { suggestionsFor, suspenseNow } from './queries/suspense.ts'
import { noInitiator, receiptUnreadable } from './refusals.ts'

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
    contract.sendRefund,
    async (tx, input) => {
      await sendRefund(tx, input)
      return refundNow(tx, input.refundId)
    },
    siteOfRefund,
  ),
  serve(
    contract.confirmRefund,
    async (tx, input) => {
      await settleRefundByHand(tx, input.refundId, input)
      return refundNow(tx, input.refundId)
    },
    siteOfRefund,
  ),
  serve(
    contract.failRefund,
    async (tx, input) => {
      await settleRefundByHand(tx, input.refundId, input)
      return refundNow(tx, input.refundId)
    },
    siteOfRefund,
  ),
]

const shortcodes = [
  serve(contract.listShortcodes, async (read) => ({ shortcodes: await shortcodesNow(read) })),
  serve(contract.addShortcode, async (tx, input) => {
    await addShortcode(tx, input)
    return shortcodeNow(tx, input.id)
  }),
  serve(contract.changeShortcode, async (tx, input) => {
    await changeShortcode(tx, input)
    return shortcodeNow(tx, input.shortcodeId)
  }),
  serve(contract.registerShortcode, async (tx, { shortcodeId, phone }) => {
    tx.later(registerAtMpesa, { shortcodeId, phone }, { key: shortcodeId })
    return shortcodeNow(tx, shortcodeId)
  }),
]

const prompts = [
  serve(
    contract.askToPay,
    async (tx, input) => {
      await askToPay(tx, input)
      return promptNow(tx, input.id)
    },
    siteOfPayer,
  ),
  serve(contract.readPrompt, (read, { promptId }) => promptNow(read, promptId), siteOfPrompt),
  serve(contract.listPrompts, promptsPage, 'filtered'),
]

const qrs = [
  serve(contract.askQr, async (tx, input) => qrNow(tx, await askQr(tx, input)), siteOfPayer),
  serve(contract.readQr, (read, { qrId }) => qrNow(read, qrId), siteOfQr),
]

const tellings = [
  serve(contract.listTellings, tellingsPage),
  serve(contract.readTelling, (read, { tellingId }) => tellingNow(read, tellingId)),
  serve(contract.readTellingAgain, async (tx, { tellingId }) => {
    await readTellingAgain(tx, tellingId)
    return tellingNow(tx, tellingId)
  }),
]

const claims = [
  serve(contract.listClaims, claimsPage),
  serve(contract.claimForSubscriber, async (tx, { id, subscriberId, receipt, phone }) => {
    const by = { kind: 'subscriber', subscriberId } as const
    const { why } = await claimPayment(tx, { id, receipt, phone, by })
    if (why === 'unreadable')
      throw receiptUnreadable({}, [{ path: 'receipt', message: 'Read it again.' }])
    return claimNow(tx, id)
  }),
]

const reconciliation = [
  serve(contract.importMpesaStatement, async (tx, input) => {
    const skippedRows = await importMpesaStatement(tx, input)
    return { ...(await statementNow(tx, input.id)), skippedRows: [...skippedRows] }
  }),
  serve(contract.listStatements, statementsPage),
  serve(contract.readStatement, (read, { statementId }) => statementNow(read, statementId)),
  serve(contract.listStatementLines, statementLinesPage),
  serve(contract.listDifferences, differencesPage),
  serve(contract.settleDifference, async (tx, input) => {
    await settleDifference(tx, input)
    return differenceNow(tx, input.differenceId)
  }),
  serve(contract.readDays, daysNow),
  serve(contract.closeDay, async (tx, input) => {
    await closeDay(tx, input)
    return onWire(await dayNow(tx, input.account, Temporal.PlainDate.from(input.day)))
  }),
  serve(contract.listQuietHours, quietHoursPage),
]

const orders = [
  serve(contract.readBalances, (read) => balancesNow(read)),
  serve(contract.askBalances, async (tx) => {
    if ((await askBalance(tx)) === 0) throw noInitiator()
    return balancesNow(tx)
  }),
  serve(
    contract.askReversal,
    async (tx, input) => {
      await askReversal(tx, input)
      return paymentNow(tx, input.paymentId)
    },
    siteOfPayment,
  ),
  serve(contract.listBusinessPayments, businessPaymentsPage),
  serve(contract.payBusiness, async (tx, input) => {
    await payBusiness(tx, input)
    return businessPaymentNow(tx, input.id)
  }),
  serve(contract.settleBusinessPayment, async (tx, input) => {
    await judgeBusinessPayment(tx, input)
    return businessPaymentNow(tx, input.businessPaymentId)
  }),
]

const standing = [
  serve(contract.listStandingOrders, standingOrdersPage, 'filtered'),
  serve(
    contract.askStandingOrder,
    async (tx, input) => {
      await askStandingOrder(tx, input)
      return standingOrderNow(tx, input.id)
    },
    siteOfPayer,
  ),
  serve(
    contract.endStandingOrder,
    async (tx, { standingOrderId }) => {
      await endStandingOrder(tx, standingOrderId)
      return standingOrderNow(tx, standingOrderId)
    },
    siteOfStandingOrder,
  ),
  serve(contract.listMyStandingOrders, async (read) => ({
    standingOrders: await myStandingOrders(read),
  })),
  serve(contract.askMyStandingOrder, async (tx, input) => {
    await askStandingOrder(tx, { ...input, subscriberId: callingSubscriber(tx) })
    return myStandingOrder(tx, input.id)
  }),
  serve(contract.endMyStandingOrder, async (tx, { standingOrderId }) => {
    // Whose it is, before anything is changed.
    await myStandingOrder(tx, standingOrderId)
    await endStandingOrder(tx, standingOrderId)
    return myStandingOrder(tx, standingOrderId)
  }),
]

const portal = [
  serve(contract.claimMyPayment, async (tx, { id, receipt, phone }) => {
    const by = { kind: 'subscriber', subscriberId: callingSubscriber(tx) } as const
    const { state, why } = await claimPayment(tx, { id, receipt, phone, by })
    // These are not kept: no receipt was read, or none is looked at any more.
    if (why === 'unreadable' || why === 'too-many') return { id, receipt, state, why, amount: null }
    return myClaimNow(tx, id)
  }),
  serve(contract.readMyClaim, (read, { claimId }) => myClaimNow(read, claimId)),
  serve(contract.readHowToPay, howToPayNow),
  serve(contract.askMeToPay, async (tx, input) => {
    await askToPay(tx, { ...input, subscriberId: callingSubscriber(tx) })
    return myPromptNow(tx, input.id)
  }),
  serve(contract.askMyQr, async (tx, { amount }) =>
    qrNow(tx, await askQr(tx, { subscriberId: callingSubscriber(tx), amount })),
  ),
  serve(contract.readMyQr, (read, { qrId }) => myQrNow(read, qrId)),
  serve(contract.readMyPrompt, (read, { promptId }) => myPromptNow(read, promptId)),
  serve(contract.listMyPayments, myPaymentsPage),
]

export const routes = [
  ...portal,
  ...payments,
  ...suspense,
  ...refunds,
  ...shortcodes,
  ...prompts,
  ...qrs,
  ...tellings,
  ...claims,
  ...reconciliation,
  ...orders,
  ...standing,
]
