import { assert } from '#kernel/assert.ts'
import type { Money } from '#kernel/money.ts'
import { PARTY_ACCOUNTS } from '../contract.ts'

/** One account's share of a journal: debits are positive, credits negative. */
export type Posting = {
  readonly account: number
  readonly amount: Money
  /** Of an account that keeps balances of parties; none elsewhere. */
  readonly party?: string
  /** The party's balance may pass zero by this: a provider took money back that is spent already. */
  readonly passZero?: 'allowed'
}

/** What a room asks the ledger to book. */
export type NewJournal = {
  /** `room.what-happened`. */
  readonly kind: `${string}.${string}`
  /** The natural name of the effect, such as `payments.receipt:<payment>`: booked once, whatever is repeated. */
  readonly key: string
  /** In any order; zeros are left out; the rest sums to zero. */
  readonly postings: readonly Posting[]
  /** When it counts; the unit's own moment unless said. */
  readonly bookedAt?: Temporal.Instant
  /** For money that has moved already: booked now where its own fiscal period is closed. Refused unless said. */
  readonly whenClosed?: 'book-now'
  /** The row that it came from. */
  readonly subject?: { readonly kind: `${string}.${string}`; readonly id: string }
  /** Never personal: what the ledger holds cannot be erased. */
  readonly memo?: string
}

export function debit(account: number, amount: Money, about: PostingAbout = {}): Posting {
  return { account, amount, ...about }
}

export function credit(account: number, amount: Money, about: PostingAbout = {}): Posting {
  return { account, amount: { ...amount, cents: -amount.cents }, ...about }
}

type PostingAbout = Pick<Posting, 'party' | 'passZero'>

/** What a journal's hash covers, and the same again when a stored journal is verified. */
export type JournalBody = {
  readonly kind: string
  readonly subject: { readonly kind: string; readonly id: string } | null
  readonly memo: string | null
  /** The number of the journal that it undoes. */
  readonly reverses: bigint | null
  readonly currency: string
  /** By place. */
  readonly postings: readonly {
    readonly account: number
    readonly party: string | null
    readonly cents: bigint
  }[]
}

/**
 * All that a journal says except when and by whom, in one fixed form to be hashed: a repetition comes later,
 * perhaps from somebody else, and is the same journal; the same key with another body is not.
 */
export function canonical(body: JournalBody): string {
  return JSON.stringify([
    body.kind,
    body.subject?.kind ?? null,
    body.subject?.id ?? null,
    body.memo,
    body.reverses === null ? null : String(body.reverses),
    body.currency,
    body.postings.map(({ account, party, cents }) => [account, party, String(cents)]),
  ])
}

/** The body of a journal as it will be stored. Asserts what only a fault of ours can break. */
export function bodyOf(journal: NewJournal, reverses: bigint | null = null): JournalBody {
  const postings = journal.postings.filter(({ amount }) => amount.cents !== 0n)
  const [first] = postings
  assert(first && postings.length > 1, `${journal.key} has two postings or more`)
  let sum = 0n
  for (const { account, amount, party } of postings) {
    assert(
      amount.currency === first.amount.currency,
      `${journal.key} mixes ${amount.currency} with ${first.amount.currency}`,
    )
    assert(
      (PARTY_ACCOUNTS[account] === undefined) === (party === undefined),
      `${journal.key} posts to ${account} ${party === undefined ? 'without' : 'with'} a party`,
    )
    sum += amount.cents
  }
  assert(sum === 0n, `the postings of ${journal.key} sum to ${sum} cents`)
  return {
    kind: journal.kind,
    subject: journal.subject ?? null,
    memo: journal.memo ?? null,
    reverses,
    currency: first.amount.currency,
    postings: postings.map(({ account, party, amount }) => ({
      account,
      party: party ?? null,
      cents: amount.cents,
    })),
  }
}
