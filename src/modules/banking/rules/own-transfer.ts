import type { StatementLine } from './line.ts'
import { numberIn, tellingOf, type Telling } from './telling.ts'

/** Money of ours that left one place for a bank account, or a bank account for another place, and was not seen there yet. */
export type Transfer = {
  readonly id: string
  /** Into the bank positive. */
  readonly cents: bigint
  /** The local day on which it left. */
  readonly day: string
  /** M-Pesa's, where it went by M-Pesa. */
  readonly receipt: string | null
  readonly from: 'mpesa' | 'elsewhere'
  /** Not yet: M-Pesa was asked, and has not said that it is done. */
  readonly isBooked: boolean
}

export type Verdict =
  | { readonly kind: 'transfer'; readonly of: string; readonly by: 'receipt' | 'words' }
  /** It may be ours, and somebody has to say so: a payment of it would be money out of nothing. */
  | { readonly kind: 'perhaps' }
  | { readonly kind: 'no' }

/** A bank may date money a day before M-Pesa says that it arrived, and takes days over weekends and holidays. */
export const WINDOW = { before_days: 1, after_days: 7 }
const BY_MPESA = /\bM-?PESA\b|\bMPS\b|\bB2B\b|SAFARICOM|BUSINESS PAY/i

/**
 * Whether a line of a bank is a transfer of ours. Its receipt in the words of the bank leaves no doubt; where another amount stands beside it,
 * a person looks. Else the amount to the cent, the days, and words that speak of M-Pesa decide, and the oldest of several equal ones is it.
 * Signs of a payer are a payment. Amount and days alone are not enough, and are too much for a payment.
 */
export function judgeLine(
  line: Suspect,
  { mpesaReceipt, phone }: Pick<Telling, 'mpesaReceipt' | 'phone'>,
  { transfers, isPayers }: { transfers: readonly Transfer[]; isPayers: boolean },
): Verdict {
  const said = `${line.words} ${line.reference ?? ''}`.toUpperCase()
  const named = transfers.find(({ receipt }) => receipt !== null && said.includes(receipt))
  if (named)
    return named.cents === line.cents && named.isBooked
      ? { kind: 'transfer', of: named.id, by: 'receipt' }
      : { kind: 'perhaps' }
  if (mpesaReceipt !== null || phone !== null || isPayers) return { kind: 'no' }
  const [first] = transfers
    .filter(({ cents, day }) => cents === line.cents && isInTime(day, line.day))
    .toSorted((a, b) => a.day.localeCompare(b.day))
  if (!first) return { kind: 'no' }
  return first.isBooked && first.from === 'mpesa' && BY_MPESA.test(said)
    ? { kind: 'transfer', of: first.id, by: 'words' }
    : { kind: 'perhaps' }
}

function isInTime(left: string, arrived: string): boolean {
  const { days } = Temporal.PlainDate.from(left).until(Temporal.PlainDate.from(arrived))
  return days >= -WINDOW.before_days && days <= WINDOW.after_days
}

export type Suspect = Pick<StatementLine, 'day' | 'cents' | 'words' | 'reference'>

/** Which of these lines are which transfers, each transfer once: what a receipt says comes before what words say. `own`: our numbers. */
export function pairLines<Line extends Suspect>(
  lines: readonly Line[],
  transfers: readonly Transfer[],
  own: readonly string[],
): Map<Line, Verdict> {
  const verdicts = new Map<Line, Verdict>()
  const left = new Map(transfers.map((one) => [one.id, one]))
  for (const round of ['receipt', 'words', 'rest'] as const)
    for (const line of lines) {
      if (verdicts.has(line)) continue
      const telling = tellingOf(withoutOwn(line, own))
      const isPayers = numberIn(telling) !== null
      const verdict = judgeLine(line, telling, { transfers: [...left.values()], isPayers })
      const isTransfer = verdict.kind === 'transfer'
      if (round !== 'rest' && (!isTransfer || verdict.by !== round)) continue
      verdicts.set(line, verdict)
      if (isTransfer) left.delete(verdict.of)
    }
  return verdicts
}

/** Our own numbers are no signs of a payer: that of a bank account may look like a phone. */
function withoutOwn({ words, reference }: Suspect, own: readonly string[]) {
  const bare = own.reduce((text, number) => text.replaceAll(number, ' '), words)
  return { words: bare, reference }
}
