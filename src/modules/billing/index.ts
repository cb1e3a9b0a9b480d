/** The door: what rooms below may call, read and listen to. */
export { beginRun } from './commands/begin-run.ts'
export { chargeSubscriber } from './commands/charge-subscriber.ts'
export { issueInvoices, type InvoiceDraft } from './commands/issue-invoices.ts'
export { pricePeriods } from './commands/price-periods.ts'
export { renewFromWallets } from './commands/renew-from-wallets.ts'
export {
  creditNoteIssued,
  dunningStepped,
  invoiceDisputed,
  paymentPromised,
  planMovedByUsage,
  quotationAccepted,
  quotationEnded,
  quotationSent,
  invoiceIssued,
  invoicesIssued,
  invoiceSettled,
  boughtTakenBack,
  renewalFellShort,
  runFinished,
  serviceRenewed,
} from './events.ts'
export { ASKED } from './queries/asked.ts'
export { nextPeriods, statementNow } from './queries/money.ts'
export { isMyDocument } from './queries/portal.ts'
export { quotationForPaper } from './queries/quotations.ts'
export { siteOfInvoice, siteOfQuotation } from './queries/reach.ts'
export type { OfferedLine } from './rules/quotation.ts'
