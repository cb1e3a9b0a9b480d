/** The door: what rooms below may call, read and listen to. */
export { post } from './commands/post.ts'
export { postMany, type Booked } from './commands/post-many.ts'
export { reverse } from './commands/reverse.ts'
export { CHART, growsBy, natural, type Party, type PartyKind } from './contract/chart.ts'
export { periodClosed, periodReopened, sealed } from './events.ts'
export { balanceOf, balancesOf, lockBalances } from './queries/balances.ts'
export { balanceTooLow, keyReused } from './refusals.ts'
export { credit, debit, type NewJournal, type Posting } from './rules/journal.ts'
