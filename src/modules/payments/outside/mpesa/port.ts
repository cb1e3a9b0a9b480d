import type { Frequency } from '../../contract.ts'
import type { Outcome, PutsPrompts } from '../port.ts'

export type { Outcome } from '../port.ts'

/**
 * Safaricom's Daraja, as we use it. Its prompts are M-Pesa Express (STK push); asked about one, it knows neither receipt nor amount.
 */
export type Mpesa = PutsPrompts<Door, PushAsk, Pushed, PushStatus> & {
  /** Tells Safaricom where confirmations of this shortcode go. */
  registerUrls(door: Door, urls: CallbackUrls, signal: AbortSignal): Promise<Outcome<Registered>>
  /** Allows `pull`. `phone` is the one that the shortcode was opened with. */
  registerPull(
    door: Door,
    ask: { phone: string; url: string },
    signal: AbortSignal,
  ): Promise<Outcome<Registered>>
  /** Payments of a stretch of the last 48 hours, the row `offset` first. */
  pull(door: Door, ask: PullAsk, signal: AbortSignal): Promise<Outcome<readonly PulledPayment[]>>
  /** Asks a phone to agree to a standing order (Ratiba); what its holder says comes at the address given. */
  standingOrder(door: Door, ask: StandingOrderAsk, signal: AbortSignal): Promise<Outcome<undefined>>
  /** A picture (PNG) that payers scan to pay this amount under this account. Has no effect by itself. */
  qr(door: Door, ask: QrAsk, signal: AbortSignal): Promise<Outcome<Buffer>>
  /** Sends money to a phone (B2C). `originator` is our own id and the key of its effect. */
  payOut(door: Door, ask: PayOutAsk, signal: AbortSignal): Promise<Outcome<Taken>>
  /** Asks what became of a transaction. */
  transactionStatus(door: Door, ask: StatusAsk, signal: AbortSignal): Promise<Outcome<Taken>>
  /** Asks what the accounts of a shortcode hold. */
  balance(door: Door, urls: AnswerUrls, signal: AbortSignal): Promise<Outcome<Taken>>
  /** Has all of a payment go back to its payer. M-Pesa takes a payment back once, however often it is asked to. */
  reverse(door: Door, ask: ReverseAsk, signal: AbortSignal): Promise<Outcome<Taken>>
  /** Pays a paybill or a till of somebody (B2B). Nothing of ours is a key of its effect, so it is sent once. */
  payBusiness(door: Door, ask: PayBusinessAsk, signal: AbortSignal): Promise<Outcome<Taken>>
}

export type StandingOrderAsk = {
  /** Unique for the payer. */
  readonly name: string
  /** `254…`, twelve digits. */
  readonly phone: string
  readonly shillings: bigint
  readonly account: string
  readonly frequency: Frequency
  readonly startsOn: Temporal.PlainDate
  readonly endsOn: Temporal.PlainDate
  readonly callbackUrl: string
}

/** What Daraja took and will answer later. `originator` is its own name for it, by which it can be asked about. */
export type Taken = { readonly conversationId: string; readonly originator: string | null }
/** Where the answer comes, and where what nobody worked on is given back. */
export type AnswerUrls = { readonly resultUrl: string; readonly timeoutUrl: string }

/** A shortcode with what opens it. Never logged. */
export type Door = {
  /** Where Daraja answers: `https://api.safaricom.co.ke`. */
  readonly at: string
  /** Paybill or till, as payers type it. */
  readonly number: string
  readonly kind: 'paybill' | 'till'
  /** Owns the passkey: the paybill itself, or the store (head office) number of a till. */
  readonly store: string
  readonly consumerKey: string
  readonly consumerSecret: string
  readonly passkey: string
  /** For money that goes out; absent: this shortcode pays nothing out. */
  readonly initiator?: {
    readonly name: string
    readonly password: string
    /** PEM of Safaricom's public certificate. */
    readonly certificate: string
  }
}

export type PushAsk = {
  /** `254…`, twelve digits. */
  readonly phone: string
  readonly shillings: bigint
  /** At most 12 letters and digits, shown on the prompt; comes back as the account of the confirmation. */
  readonly account: string
  readonly at: Temporal.Instant
  readonly callbackUrl: string
}
export type Pushed = { readonly checkoutId: string; readonly merchantId: string }
/** `code` is null while the prompt is open. */
export type PushStatus = { readonly code: string | null; readonly said: string }

export type CallbackUrls = {
  readonly confirmation: string
  readonly validation: string
  /** What M-Pesa does when we do not answer a validation. */
  readonly whenSilent: 'Completed' | 'Cancelled'
  readonly version: 'v1' | 'v2'
}
export type Registered = { readonly already: boolean }

export type PullAsk = {
  readonly from: Temporal.Instant
  readonly to: Temporal.Instant
  readonly offset: number
}
export type PulledPayment = {
  readonly receipt: string
  readonly paidAt: Temporal.Instant
  readonly cents: bigint
  readonly phone: string | null
  readonly account: string | null
}

export type QrAsk = {
  /** What payers see as the receiver. */
  readonly name: string
  readonly account: string
  readonly shillings: bigint
}

export type PayOutAsk = AnswerUrls & {
  readonly originator: string
  readonly phone: string
  readonly shillings: bigint
  readonly remarks: string
}
export type StatusAsk = AnswerUrls & {
  /** A receipt, or the conversation of an order. */
  readonly about: { readonly receipt: string } | { readonly originator: string }
}
export type ReverseAsk = AnswerUrls & { readonly receipt: string; readonly shillings: bigint }
export type PayBusinessAsk = AnswerUrls & {
  readonly to: {
    readonly kind: 'paybill' | 'till'
    readonly number: string
    readonly account: string | null
  }
  readonly shillings: bigint
  readonly remarks: string
}
