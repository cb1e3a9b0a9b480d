import { refusal } from '#kernel/refusal.ts'

export const accountNotFound = refusal(
  'banking.account_not_found',
  404,
  'There is no such bank account.',
)
export const nameTaken = refusal(
  'banking.name_taken',
  409,
  'There is a bank account of this name already.',
)
export const fileKnown = refusal(
  'banking.file_known',
  409,
  'This file was imported already, on {day}. Nothing of it is new.',
)
export const fileUnreadable = refusal(
  'banking.file_unreadable',
  422,
  'This file cannot be read, in row {row}: {why}',
)
export const otherAccount = refusal(
  'banking.other_account',
  422,
  'This file is of account {number}, not of the one that you chose.',
)
export const otherCurrency = refusal(
  'banking.other_currency',
  422,
  'This account is in {currency}. Only shillings are booked.',
)
export const lineNotFound = refusal(
  'banking.line_not_found',
  404,
  'There is no such line of a statement.',
)
export const lineCameIn = refusal(
  'banking.line_came_in',
  409,
  'This money came in: it is a payment already.',
)
export const lineIsBooked = refusal(
  'banking.line_is_booked',
  409,
  'Somebody has booked this line already, or the payment came back on another one.',
)
export const notForBankMoney = refusal(
  'banking.not_for_bank_money',
  422,
  'Money that left the bank is booked to an expense, or to another account of ours without subscribers.',
)
export const notSuchAPayment = refusal(
  'banking.not_such_a_payment',
  422,
  'There is no payment by a bank or cheque of this amount with this receipt that still stands.',
)
export const lineIsSettled = refusal(
  'banking.line_is_settled',
  409,
  'It is said already what this line is.',
)
export const notSuchATransfer = refusal(
  'banking.not_such_a_transfer',
  409,
  'No money of this amount is on its way any more under this name.',
)
export const paymentHasOwner = refusal(
  'banking.payment_has_owner',
  409,
  'This line is a payment of somebody. Take it back from them first.',
)
export const notATransfer = refusal(
  'banking.not_a_transfer',
  409,
  'This line is no transfer of ours.',
)
