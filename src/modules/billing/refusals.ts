import { refusal } from '#kernel/refusal.ts'

export const invoiceNotFound = refusal(
  'billing.invoice_not_found',
  404,
  'There is no such invoice.',
)
export const lineNotFound = refusal(
  'billing.line_not_found',
  404,
  'The invoice has no such line. Look at it again.',
)
export const amountNotPositive = refusal(
  'billing.amount_not_positive',
  422,
  'An amount is above zero.',
)
export const taxClassMissing = refusal(
  'billing.tax_class_missing',
  422,
  'There is no tax class {taxClass} that is open. A price without one is never charged.',
)
export const creditTooHigh = refusal(
  'billing.credit_too_high',
  409,
  'At most {left} of this line can still be credited, before tax.',
)
export const nothingToCredit = refusal(
  'billing.nothing_to_credit',
  422,
  'Say for at least one line how much of it is credited.',
)
export const subscriberNotFound = refusal(
  'billing.subscriber_not_found',
  404,
  'There is no such subscriber.',
)
export const keyReused = refusal(
  'billing.key_reused',
  409,
  'There is an invoice for this already, {code}, and it says something else.',
)
export const serviceNotFound = refusal(
  'billing.service_not_found',
  404,
  'There is no such service.',
)
export const walletTooLow = refusal(
  'billing.wallet_too_low',
  409,
  'The wallet does not reach: {missing} are missing. Overdue invoices are paid first.',
)
export const notRenewable = refusal(
  'billing.not_renewable',
  409,
  'This service cannot be renewed now: it is not prepaid, waits for its installation, is on hold, or was a trial.',
)
