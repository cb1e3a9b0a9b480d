/** The door: what rooms below may call, read and listen to. */
export { addShortcode } from './commands/add-shortcode.ts'
export { askForPurchase } from './commands/ask-for-purchase.ts'
export { claimPayment, type Claimed, type Claiming } from './commands/claim-payment.ts'
export { openPurchase } from './commands/open-purchase.ts'
export { addStatement, type NewStatement } from './commands/add-statement.ts'
export { askQr } from './commands/ask-qr.ts'
export { askRefund } from './commands/ask-refund.ts'
export { assignPayment } from './commands/assign-payment.ts'
export { confirmRefund } from './commands/confirm-refund.ts'
export { failRefund } from './commands/fail-refund.ts'
export { giveToBuyer } from './commands/give-to-buyer.ts'
export { receivePayment } from './commands/receive-payment.ts'
export { receivePayments, type Received, type ReceivedMoney } from './commands/receive-payments.ts'
export { recordPayment } from './commands/record-payment.ts'
export { reversePayment } from './commands/reverse-payment.ts'
export { sendRefund } from './commands/send-refund.ts'
export { unassignPayment } from './commands/unassign-payment.ts'
export type { TellsMoney } from './outside/port.ts'
export { daraja } from './outside/mpesa/daraja.ts'
export {
  claimSettled,
  moneyMissing,
  paymentAssigned,
  paymentReceived,
  paymentReversed,
  paymentUnassigned,
  promptSettled,
  purchasePaid,
  refundAsked,
  refundFailed,
  refundPaid,
  standingOrderMissed,
} from './events.ts'
export { accountTyped } from './queries/candidates.ts'
export { claimNow } from './queries/claims.ts'
export { shortcodeFor } from './queries/mpesa.ts'
export { registerAtMpesa } from './jobs.ts'
export { shortcodesNow } from './queries/mpesa.ts'
export { paymentNow, paymentsTold } from './queries/payments.ts'
export { purchaseNow, purchasesToMake, type PaidPurchase } from './queries/purchases.ts'
export { isMyPayment } from './queries/portal.ts'
export { paymentsInReach, siteOfPayment } from './queries/reach.ts'
export { isQrComing, qrsReady } from './queries/qr.ts'
export { dayCloseNow, type DayClose } from './queries/day-close.ts'
