import { must } from '#kernel/assert.ts'
import type { Tx } from '#platform/tx.ts'
import { alreadyReversed, journalNotFound, reversalOfReversal } from '../refusals.ts'
import type { NewJournal, Posting } from '../rules/journal.ts'
import { findToReverse } from '../store.ts'
import { book, type Booked } from './book.ts'

/**
 * Undoes a journal by one with every posting turned round. Once: the same key again is a repetition and does
 * nothing, any other is refused as `ledger.already_reversed`; a reversal itself is never reversed.
 *
 * `passZero` is for money that a provider took back although its owner spent it: then the owner owes it.
 */
export async function reverse(
  tx: Tx,
  undo: {
    journalId: string
    /** Natural, as for `post`. */
    key: string
    memo?: string
    passZero?: 'allowed'
  } & Pick<NewJournal, 'bookedAt' | 'whenClosed'>,
): Promise<Booked> {
  const { journalId, key, passZero, ...rest } = undo
  const original = await findToReverse(tx, journalId)
  if (!original) throw journalNotFound()
  const { number, kind, currency, subject } = original
  if (original.reverses !== null) throw reversalOfReversal({ number: String(number) })
  if (original.reversedBy !== null && original.reversedBy.key !== key) {
    throw alreadyReversed({ number: String(number), by: String(original.reversedBy.number) })
  }
  const postings = original.postings.map(({ account, party, cents }): Posting => ({
    account,
    amount: { cents: -cents, currency },
    ...(party !== null && { party }),
    ...(passZero && { passZero }),
  }))
  const [booked] = await book(tx, [
    { ...rest, key, kind, postings, reverses: number, ...(subject && { subject }) },
  ])
  return must(booked, 'one journal was given')
}
