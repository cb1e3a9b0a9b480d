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
