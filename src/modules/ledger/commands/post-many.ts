import type { Tx } from '#platform/tx.ts'
import type { NewJournal } from '../rules/journal.ts'
import { book, type Booked } from './book.ts'

/**
 * Books many journals in one statement, for bill runs: all, or none and a refusal that says which. A journal
 * whose key is there with the same body is left as it is, so a repeated run changes nothing. Answers in the order
 * of what it was given.
 *
 * Refusals: `ledger.key_reused`, `ledger.period_closed`, `ledger.balance_too_low`. Postings that do not sum to
 * zero are a fault of ours.
 */
export function postMany(tx: Tx, journals: readonly NewJournal[]): Promise<Booked[]> {
  return book(
    tx,
    journals.map((journal) => ({ ...journal, reverses: null })),
  )
}
