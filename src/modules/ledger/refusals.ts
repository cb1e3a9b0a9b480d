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
