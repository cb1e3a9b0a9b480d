/** The door: what rooms below may call, read and listen to. */
export { issueInvoices, type InvoiceDraft } from './commands/issue-invoices.ts'
export { renewFromWallets } from './commands/renew-from-wallets.ts'
export {
  creditNoteIssued,
  invoiceIssued,
  invoiceSettled,
  renewalFellShort,
  serviceRenewed,
} from './events.ts'
