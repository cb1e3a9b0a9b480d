import { refusal } from '#kernel/refusal.ts'

export const keyReused = refusal(
  'ledger.key_reused',
  409,
  'The ledger holds {key} already, and it says something else. Look at journal {number}.',
)
export const periodClosed = refusal(
  'ledger.period_closed',
  409,
  'The fiscal period {month} is closed. Choose a later date, or reopen the period first.',
)
export const balanceTooLow = refusal(
  'ledger.balance_too_low',
  409,
  'There is not enough on account {account}: {missing} cents are missing.',
)
export const journalNotFound = refusal('ledger.journal_not_found', 404, 'There is no such journal.')
export const reversalOfReversal = refusal(
  'ledger.reversal_of_reversal',
  409,
  'Journal {number} is a reversal itself. A reversal is never reversed; book the movement again.',
)
export const alreadyReversed = refusal(
  'ledger.already_reversed',
  409,
  'Journal {number} is reversed already, by journal {by}.',
)
export const accountNotFound = refusal(
  'ledger.account_not_found',
  404,
  'There is no account {account}.',
)
export const accountCodeTaken = refusal(
  'ledger.account_code_taken',
  409,
  'There is an account {account} already.',
)
export const accountIsStandard = refusal(
  'ledger.account_is_standard',
  409,
  'Account {account} is part of the standard chart, so it keeps its name and stays.',
)
export const accountIsArchived = refusal(
  'ledger.account_is_archived',
  409,
  'Account {account} is archived.',
)
export const accountHoldsMoney = refusal(
  'ledger.account_holds_money',
  409,
  'Account {account} still holds something. Book it elsewhere first.',
)
export const accountHasParties = refusal(
  'ledger.account_has_parties',
  409,
  'Account {account} keeps balances of people, so only payments and invoices book on it.',
)
export const stale = refusal(
  'ledger.stale',
  409,
  'Somebody changed this while you were working on it. Look at what is there now and make your change again.',
)
export const notBalanced = refusal(
  'ledger.not_balanced',
  422,
  'Debits and credits differ by {difference}. They must be equal.',
)
export const amountNotPositive = refusal(
  'ledger.amount_not_positive',
  422,
  'Each amount is above zero; choose debit or credit to say which way it goes.',
)
export const bookedAhead = refusal(
  'ledger.booked_ahead',
  422,
  'A journal cannot be booked on a day that is still to come.',
)
export const notByHand = refusal(
  'ledger.not_by_hand',
  409,
  'Journal {number} was not booked by hand. Undo it where it came from.',
)
export const periodNotNext = refusal(
  'ledger.period_not_next',
  409,
  'Periods are closed one after another. The next one is {next}.',
)
export const periodNotReady = refusal(
  'ledger.period_not_ready',
  409,
  'The period {month} cannot be closed yet. Look at what its checks say.',
)
export const periodNotLast = refusal(
  'ledger.period_not_last',
  409,
  'Only the period that was closed last can be reopened.',
)
export const exportTooLong = refusal(
  'ledger.export_too_long',
  413,
  'That is more than {limit} lines. Choose fewer days, or one journal for each day or month.',
)
