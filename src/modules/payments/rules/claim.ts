import type { ClaimWhy } from '../contract/claim-words.ts'
import type { PaymentState } from '../contract.ts'
import { isPhone, type KnownPhone, type PayerPhone } from './payer-phone.ts'

/** What is known of a payment that somebody says is theirs. */
export type ClaimedPayment = {
  readonly state: PaymentState
  readonly ownerId: string | null
  /** The purchase that it paid for. */
  readonly answers: string | null
  /** What was not given back of it. */
  readonly left: bigint
  readonly paidAt: Temporal.Instant
  readonly payer: PayerPhone
}

/** Who claims: a subscriber, or somebody at the captive page, who wants a purchase for it or has chosen none yet. */
export type Claimant = {
  readonly who:
    | { readonly kind: 'subscriber'; readonly id: string }
    | { readonly kind: 'visitor'; readonly promptId: string | null; readonly needs: bigint }
  /** Phones that are known to be theirs. */
  readonly phones: readonly KnownPhone[]
  /** The phone that paid, as they say. */
  readonly said: KnownPhone | null
}

export type ClaimDecision =
  | { readonly kind: 'give' }
  /** It is theirs already. */
  | { readonly kind: 'theirs' }
  /** It paid for a purchase before, and whoever holds the receipt may come back to that. */
  | { readonly kind: 'bought'; readonly promptId: string }
  | { readonly kind: 'no'; readonly why: ClaimWhy }

/** Visitors buy hours, and callbacks come up to three days late. */
const VISITOR_HOURS = 72
const SUBSCRIBER_DAYS = 90

const no = (why: ClaimWhy): ClaimDecision => ({ kind: 'no', why })

/**
 * Who may have a payment by its receipt: whoever can also show the phone that paid, as far as that is known, and only while nobody else
 * has it. The receipt alone is read over shoulders and forwarded in groups. What a person has to weigh is not decided here.
 */
export function decideClaim(
  payment: ClaimedPayment,
  claimant: Claimant,
  now: Temporal.Instant,
): ClaimDecision {
  const { who } = claimant
  if (payment.state === 'reversed') return no('reversed')
  if (payment.answers !== null && who.kind === 'visitor') {
    if (who.promptId === payment.answers) return { kind: 'theirs' }
    return who.promptId === null ? { kind: 'bought', promptId: payment.answers } : no('taken')
  }
  if (who.kind === 'subscriber' && payment.ownerId === who.id) return { kind: 'theirs' }
  if (payment.ownerId !== null || payment.answers !== null) return no('taken')
  if (payment.left <= 0n) return no('given-back')
  if (who.kind === 'visitor' && who.promptId === null) return no('choose')
  const phones = claimant.said === null ? claimant.phones : [...claimant.phones, claimant.said]
  if (payment.payer.kind !== 'nothing' && !phones.some((one) => isPhone(payment.payer, one)))
    return no(claimant.said === null ? 'say-phone' : 'other-phone')
  const hours = who.kind === 'visitor' ? VISITOR_HOURS : SUBSCRIBER_DAYS * 24
  if (Temporal.Instant.compare(payment.paidAt.add({ hours }), now) < 0) return no('too-old')
  if (who.kind === 'visitor' && payment.left < who.needs) return no('too-little')
  return { kind: 'give' }
}

/** Wrong claims within half an hour that are still a mistake. Behind one address may be a whole hotspot. */
const BOUNDS = { subscriber: 5, device: 5, address: 60 } as const
export const CLAIM_WINDOW_minutes = 30

export function mayClaim(tries: Readonly<Record<keyof typeof BOUNDS, number>>): boolean {
  return (['subscriber', 'device', 'address'] as const).every((kind) => tries[kind] < BOUNDS[kind])
}

/**
 * The receipt in what somebody typed or pasted: the code alone, or a whole message, in which it stands first. Ten letters and digits,
 * some of each, and a year's letter first.
 */
export function readClaimedReceipt(given: string): string | undefined {
  const alone = given.toUpperCase().replaceAll(/[\s.-]/g, '')
  const words = [alone, ...given.toUpperCase().split(/[^A-Z0-9]+/)]
  return words.find((word) => /^[A-Z](?=.*\d)[A-Z0-9]{9}$/.test(word))
}

const LOOKALIKE = new Map<string, string>([
  ['O', '0'],
  ['0', 'O'],
  ['I', '1'],
  ['1', 'I'],
])
const LOOKALIKES_MAX = 4

/** The receipt with each of its signs that look like another one read both ways: nobody sees O from 0 in a message. */
export function receiptReadings(receipt: string): string[] {
  const places = Array.from(receipt).flatMap((sign, place) => (LOOKALIKE.has(sign) ? [place] : []))
  if (places.length > LOOKALIKES_MAX) return [receipt]
  let readings = [receipt]
  for (const place of places)
    readings = readings.flatMap((one) => [
      one,
      one.slice(0, place) + (LOOKALIKE.get(one.charAt(place)) ?? '') + one.slice(place + 1),
    ])
  return readings
}

/** What a status query came to: M-Pesa knows the receipt, and it brought us nothing. */
export const NOT_OURS = 'not-ours'
