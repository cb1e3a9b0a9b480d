import type { Micros } from './oracle/calendar.ts'
import type { Taxes } from './oracle/money.ts'

/** One receipt as a provider tells of it, perhaps late, perhaps more than once. */
export type Told = {
  readonly receipt: string
  readonly cents: bigint
  readonly paidAt: Micros
  /** What was typed as the account. `wrong`: a number that is nobody's, so it waits in suspense. */
  readonly typed: 'number' | 'service-number' | 'asked' | 'wrong'
  readonly channel: 'stk' | 'c2b' | 'pull'
}

/** Something that somebody does in the town. Names are the town's own; ids are the engine's affair. */
export type Deed = { readonly at: Micros; readonly who: string } & (
  | {
      readonly do: 'join'
      readonly taxes: Taxes
      readonly afterwards: boolean
      /** Who is invoiced for what they hold. */
      readonly parent?: string
    }
  | {
      readonly do: 'order'
      readonly service: string
      readonly terms: string
      readonly waitsFor: 'payment' | 'installation' | null
      readonly priority: number
      readonly autoRenew: boolean
    }
  | { readonly do: 'activate' | 'renew' | 'end'; readonly service: string }
  /** Another plan at the price that is told for it; what the wallet lacks may still come, or not. */
  | {
      readonly do: 'change'
      readonly service: string
      readonly terms: string
      readonly waits: boolean
    }
  /** Another plan with the end of what is paid. */
  | { readonly do: 'change-at-end'; readonly service: string; readonly terms: string }
  /** Something beside the plan. */
  | {
      readonly do: 'add'
      readonly service: string
      readonly addon: string
      readonly thing: string
      readonly quantity: number
    }
  | {
      readonly do: 'drop'
      readonly service: string
      readonly addon: string
      readonly atEnd: boolean
    }
  /** More than one at once: they reach us side by side, on connections of their own. */
  | { readonly do: 'pay'; readonly told: readonly Told[] }
  | { readonly do: 'assign'; readonly receipt: string }
  | { readonly do: 'unassign'; readonly receipt: string; readonly letThemOwe: boolean }
  | { readonly do: 'reverse'; readonly receipt: string; readonly because: 'provider' | 'mistake' }
  | {
      readonly do: 'refund'
      readonly refund: string
      readonly receipt: string
      readonly cents: bigint
    }
  | { readonly do: 'refund-paid' | 'refund-failed'; readonly refund: string }
  | {
      readonly do: 'hold'
      readonly hold: string
      readonly service: string
      readonly reason: 'nonpayment' | 'voluntary' | 'abuse' | 'admin' | 'wallet'
      readonly to: Micros | null
      readonly bills: boolean
    }
  | { readonly do: 'lift'; readonly hold: string }
  | {
      readonly do: 'charge'
      readonly charge: string
      readonly cents: bigint
      readonly dueInDays: number
    }
  /** So many hundredths of what is left of its first line; above a hundred is more than there is. */
  | { readonly do: 'credit'; readonly invoice: number; readonly share: number }
  /** A service with so many bytes a month; sessions of it that are promised some, and that use some, told at any time. */
  | { readonly do: 'count'; readonly service: string; readonly bytes: bigint }
  | {
      readonly do: 'reserve'
      readonly service: string
      readonly session: string
      readonly seq: number
      readonly bytes: bigint
      readonly expires: Micros
    }
  | {
      readonly do: 'use'
      readonly service: string
      readonly session: string
      readonly bytes: bigint
      readonly from: Micros
      readonly to: Micros
    }
  /** What somebody moved who pays as they use: within one hour, told now. */
  | {
      readonly do: 'surf'
      readonly service: string
      readonly session: string
      readonly bytes: bigint
      readonly from: Micros
      readonly to: Micros
    }
  /** So many hundredths of the VAT of an invoice, or of all of it, that the payer kept back for the state. */
  | {
      readonly do: 'certify'
      readonly certificate: string
      readonly invoice: number
      readonly tax: 'vat' | 'income'
      readonly share: number
    }
  | { readonly do: 'coupon'; readonly coupon: string; readonly key: string }
  /** The worker runs what is due, everywhere. */
  | { readonly do: 'work' }
  | { readonly do: 'promise'; readonly promise: string; readonly days: number }
  | { readonly do: 'dispute' | 'dispute-ends'; readonly invoice: number }
  /** The nightly bill run. */
  | { readonly do: 'bill' }
  /** The accountant closes all months that are over. */
  | { readonly do: 'close-books' }
)
export type DeedOf<Kind extends Deed['do']> = Extract<Deed, { do: Kind }>

/** What became of it: refusals are answers, too, and both sides have to give the same ones. */
export type Outcome = 'done' | 'refused'
