import type { DifferenceKind, LineKind, Rail } from '../contract.ts'

/** A line of a statement, whatever the format it came in. */
export type LineRead = {
  /** The row of the file, as a spreadsheet counts. */
  readonly place: number
  /** What makes it the same line in another file of the same account. */
  readonly key: string
  readonly kind: LineKind
  readonly rail: Rail
  readonly receipt: string | null
  /** Of a reversal: the receipt of what it reverses. */
  readonly ofReceipt: string | null
  readonly at: Temporal.Instant
  /** Above zero: into the account. */
  readonly cents: bigint
  readonly balanceCents: bigint | null
  readonly told: {
    readonly details: string
    /** What the payer typed as the account. */
    readonly account: string | null
    readonly name: string | null
    readonly phone: string | null
  }
}

export type Skipped = { readonly place: number; readonly why: string }

export type StatementRead =
  | {
      readonly kind: 'statement'
      readonly lines: readonly LineRead[]
      /** Rows that look like lines and are none that count. */
      readonly skipped: readonly Skipped[]
      /** Whose statement it says to be: a shortcode, an account number. */
      readonly of: string | null
    }
  | { readonly kind: 'unreadable'; readonly row: number; readonly why: string }

/**
 * At how many places the balances of a statement do not follow from its lines: there a row was taken out, put in or changed. Files run
 * forwards or backwards, and whichever way fits better is taken for theirs; lines without a balance are passed over.
 */
export function gapsIn(lines: readonly Pick<LineRead, 'cents' | 'balanceCents'>[]): number {
  const forwards = gapsAlong(lines)
  return forwards === 0 ? 0 : Math.min(forwards, gapsAlong(lines.toReversed()))
}

function gapsAlong(lines: readonly Pick<LineRead, 'cents' | 'balanceCents'>[]): number {
  let gaps = 0
  let before: bigint | undefined
  for (const { cents, balanceCents } of lines) {
    if (before !== undefined && balanceCents !== null && before + cents !== balanceCents) gaps++
    before = balanceCents ?? (before === undefined ? undefined : before + cents)
  }
  return gaps
}

/** `told`: the statement has the reversal too, before or after the payment. `ours`: only our books have it. */
export type Reversal = 'none' | 'ours' | 'told'

/** What a line is compared with: what our books have under its receipt. */
export type Booked =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'payment'; readonly cents: bigint; readonly reversal: Reversal }
  /** A refund, or a payment to a business. */
  | { readonly kind: 'sent'; readonly cents: bigint }

export type LineVerdict =
  /** Our books have it, to the cent. */
  | { readonly kind: 'matched' }
  /** It is true and we did not know it: booked from here. */
  | { readonly kind: 'book'; readonly as: 'payment' | 'charge' | 'reversal' }
  | { readonly kind: 'differs'; readonly how: DifferenceKind; readonly cents: bigint }

/** What a line means for our books. What moves money out without a reason that we know is for a person. */
export function judgeLine(line: Pick<LineRead, 'kind' | 'cents'>, booked: Booked): LineVerdict {
  const { kind, cents } = line
  const unknown: LineVerdict = {
    ...{ kind: 'differs', how: cents > 0n ? 'unknown-in' : 'unknown-out', cents },
  }
  switch (kind) {
    case 'payment':
      if (cents < 0n) return unknown
      if (booked.kind !== 'payment') return { kind: 'book', as: 'payment' }
      if (booked.reversal === 'ours') return { kind: 'differs', how: 'is-reversed', cents }
      return booked.cents === cents
        ? { kind: 'matched' }
        : { kind: 'differs', how: 'other-amount', cents: cents - booked.cents }
    case 'charge':
      return cents < 0n ? { kind: 'book', as: 'charge' } : unknown
    case 'reversal':
      if (cents > 0n || booked.kind !== 'payment') return unknown
      if (booked.cents !== -cents)
        return { kind: 'differs', how: 'other-amount', cents: cents + booked.cents }
      return booked.reversal !== 'none' ? { kind: 'matched' } : { kind: 'book', as: 'reversal' }
    case 'payout':
    case 'transfer':
    case 'other':
      if (booked.kind !== 'sent') return unknown
      return booked.cents === -cents
        ? { kind: 'matched' }
        : { kind: 'differs', how: 'other-amount', cents: cents + booked.cents }
  }
}
