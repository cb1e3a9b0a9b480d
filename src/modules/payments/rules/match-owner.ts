import { SIGNS, type MatchedBy, type Sign } from '../contract.ts'

/** Somebody who may be meant, and what speaks for them. */
export type Candidate = {
  readonly subscriberId: string
  readonly signs: ReadonlySet<Sign>
  /** How often the same payer paid for them before. */
  readonly paidBefore: number
  readonly isClosed: boolean
}

export type Match =
  | { readonly kind: 'owner'; readonly subscriberId: string; readonly by: MatchedBy }
  | { readonly kind: 'nobody' }

/** What the payer typed where an account number belongs. */
export type Typed =
  | { readonly kind: 'nothing' | 'words' }
  | { readonly kind: 'number'; readonly digits: string }

/** Blank, a word or two ("wifi", a name), or something that was meant to be a number. */
export function readTyped(given: string | null | undefined): Typed {
  const bare = (given ?? '').toUpperCase().replaceAll(/[\s.\-–#]/g, '')
  if (bare === '') return { kind: 'nothing' }
  const digits = bare.replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return /^\+?\d{4,}$/.test(digits)
    ? { kind: 'number', digits: digits.replace('+', '') }
    : { kind: 'words' }
}

/**
 * What each sign says of a hundred. Those of 80 and more do alone. A payer's phone does alone only where no number was typed, because
 * people pay for others and any other number may be a neighbour's; its ends, which one in a thousand shares, never do.
 */
const WEIGHTS: Record<Sign, number> = {
  number: 100,
  'service-number': 98,
  'typed-phone': 90,
  'payer-phone': 85,
  slip: 40,
  'typed-name': 25,
  'payer-ends': 30,
  'two-slips': 15,
  'payer-name': 15,
  'paid-before': 10,
  'usual-amount': 10,
}
/** Of the payer's phone, where a number was typed that is not theirs. */
const PHONE_BESIDE_A_NUMBER = 45
/** More often is no surer: three times is a habit. */
const HABIT = 3
/** Signs that say less the more have them: families share phones. */
const SHARED: ReadonlySet<Sign> = new Set(['typed-phone', 'payer-phone', 'payer-ends'])
/** What was typed and is somebody's leaves nothing to weigh. */
const EXACT: readonly Sign[] = ['number', 'service-number']
const CLOSED = 50
export const SURE = 80
/** Whoever comes second must be far behind. */
const LEAD = 20

const BY: Partial<Record<Sign, MatchedBy>> = {
  number: 'number',
  'service-number': 'service-number',
  'typed-phone': 'phone-as-account',
  'payer-phone': 'payer-phone',
}

export type Scored = Candidate & { readonly score: number }

/** Everybody who may be meant, the surest first, what says most of them first; of equals the one who is named first in every order. */
export function ranked(typed: Typed, candidates: readonly Candidate[]): Scored[] {
  const sharers = sharersAmong(candidates)
  return candidates
    .map((one) => ({
      ...one,
      signs: new Set(SIGNS.filter((sign) => one.signs.has(sign))),
      score: scoreOf(typed, one, sharers),
    }))
    .toSorted((a, b) => b.score - a.score || (a.subscriberId < b.subscriberId ? -1 : 1))
}

function scoreOf(typed: Typed, one: Candidate, sharers: (sign: Sign) => number): number {
  let score = 0
  for (const sign of one.signs) score += shareOf(sign, typed, one, sharers)
  if (EXACT.some((sign) => one.signs.has(sign))) return 100
  return Math.max(0, Math.min(99, score) - (one.isClosed ? CLOSED : 0))
}

const sharersAmong = (candidates: readonly Candidate[]) => (sign: Sign) =>
  candidates.filter(({ signs }) => signs.has(sign)).length

function shareOf(
  sign: Sign,
  typed: Typed,
  one: Candidate,
  sharers: (sign: Sign) => number,
): number {
  const weight = weightOf(sign, typed, one)
  return SHARED.has(sign) ? Math.floor(weight / sharers(sign)) : weight
}

function weightOf(sign: Sign, typed: Typed, { paidBefore }: Candidate): number {
  if (sign === 'payer-phone' && typed.kind === 'number') return PHONE_BESIDE_A_NUMBER
  if (sign === 'paid-before') return WEIGHTS[sign] * Math.min(HABIT, Math.max(1, paidBefore))
  return WEIGHTS[sign]
}

/**
 * Whose money it is: whoever the signs speak for clearly, alone or together, with nobody near. What was typed comes before whose phone
 * paid. Anything less certain waits in suspense, ranked, for a person to decide.
 */
export function matchOwner(typed: Typed, candidates: readonly Candidate[]): Match {
  const [best, second] = ranked(typed, candidates)
  if (!best || best.score < SURE) return { kind: 'nobody' }
  const isTyped = best.score === 100 || best.signs.has('typed-phone')
  if (!isTyped && second && best.score - second.score < LEAD) return { kind: 'nobody' }
  if (second?.score === best.score) return { kind: 'nobody' }
  const sharers = sharersAmong(candidates)
  const alone = [...best.signs].find((sign) => shareOf(sign, typed, best, sharers) >= SURE)
  const by = (alone && BY[alone]) ?? 'score'
  return { kind: 'owner', subscriberId: best.subscriberId, by }
}

/** Everything that one slip of the finger makes of digits: a digit wrong, missing or too many, or two neighbours swapped. */
export function slipsFrom(digits: string): Set<string> {
  const slips = new Set<string>()
  for (let place = 0; place <= digits.length; place++) {
    const before = digits.slice(0, place)
    const after = digits.slice(place)
    slips.add(before + after.slice(1))
    if (after.length > 1) slips.add(`${before}${after[1]}${after[0]}${after.slice(2)}`)
    for (let digit = 0; digit <= 9; digit++) {
      slips.add(`${before}${digit}${after}`)
      if (after.length > 0) slips.add(`${before}${digit}${after.slice(1)}`)
    }
  }
  slips.delete(digits)
  return slips
}

/** How many slips lie between two numbers (optimal string alignment: wrong, missing, too many, neighbours swapped). */
export function slipsBetween(one: string, other: string): number {
  let [older, row]: [number[], number[]] = [
    [],
    Array.from({ length: other.length + 1 }, (_, n) => n),
  ]
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1]
      const changed = (row[j - 1] ?? 0) + (isSame ? 0 : 1)
      const least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, changed)
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      next.push(isSwapped ? Math.min(least, (older[j - 2] ?? 0) + 1) : least)
    }
    ;[older, row] = [row, next]
  }
  return row.at(-1) ?? 0
}

/** Whether a name, as M-Pesa tells it or somebody typed it, has a word of another one: "JANE", "wifi ya jane". */
export function shareName(told: string, name: string): boolean {
  const words = (text: string) =>
    text
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .toUpperCase()
      .split(/[^A-Z]+/)
      .filter((word) => word.length > 2)
  const theirs = new Set(words(name))
  return words(told).some((word) => theirs.has(word))
}
