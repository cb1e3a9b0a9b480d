import type { Period } from '#kernel/period.ts'
import type {
  Component,
  PlanVersion,
  PriceBook,
  PriceFacts,
  ProductContent,
  TaxStatus,
} from '#modules/catalog/contract.ts'
import type { HeldAddon, HeldService } from '#modules/services/index.ts'
import type { SubscriberFacts } from '#modules/subscribers/index.ts'
import type { HourOfWeek } from './arrears.ts'
import type { Committed } from './contract-minimum.ts'
import type { Cycle, Held } from './cycles.ts'
import type { DraftLine } from './lines.ts'
import type { Buyer } from './referral.ts'

export type CycleKind = 'postpaid' | 'payg'
export type PayersCycle = { readonly payerId: string; readonly kind: CycleKind } & Cycle

/** A coupon that a service holds: for how many of its periods it was used, and whether it takes a share of a price. */
export type CycleCoupon = {
  readonly couponId: string
  readonly code: string
  readonly usedBefore: number
  readonly used: number
  readonly takes: 'share' | 'amount'
}

/** Names a coupon of a service. */
export const couponUse = ({ serviceId, couponId }: { serviceId: string; couponId: string }) =>
  `${serviceId} ${couponId}`

/** How much usage of a stretch an invoice charges. */
export type RatedRow = {
  readonly serviceId: string
  readonly component: string
  readonly planVersionId: string
  readonly from: Temporal.Instant
  readonly to: Temporal.Instant
  readonly quantity: bigint
}

/** One service of a payer in one cycle: what it was, piece by piece, and which of that is charged. */
export type ServiceInCycle = {
  readonly service: HeldService
  readonly held: readonly (Held & {
    readonly version: PlanVersion
    readonly pieces: readonly Period[]
    readonly usage: readonly HourOfWeek[]
  })[]
  /** At the price at which each was sold. */
  readonly addons: readonly { readonly addon: HeldAddon; readonly content: ProductContent }[]
  /** Usage of earlier stretches that was invoiced, with what is known of it now. */
  readonly late: readonly {
    readonly component: string
    readonly version: PlanVersion
    readonly from: Temporal.Instant
    readonly to: Temporal.Instant
    readonly billed: bigint
    readonly usage: readonly HourOfWeek[]
  }[]
}

export type CycleFacts = {
  readonly book: PriceBook
  /** The day of the invoices. */
  readonly taxDay: string
  readonly payers: ReadonlyMap<string, SubscriberFacts>
  readonly services: ReadonlyMap<string, readonly ServiceInCycle[]>
  /** Payers and kinds of which anything runs now, also where it did not in the cycle. */
  readonly goingOn: ReadonlySet<string>
  readonly segments: ReadonlyMap<string, readonly string[]>
  readonly status: (subscriberId: string) => TaxStatus
  /** Active lines of the contract of each service, or of its payer without one: what discounts for many lines count. */
  readonly lines: ReadonlyMap<string, number>
  /** Coupons that services hold. */
  readonly coupons: ReadonlyMap<string, readonly CycleCoupon[]>
  /** Empty where no price asks for them. */
  readonly buyers: ReadonlyMap<string, Buyer>
  /** What a service's contract says of its price on a day. */
  readonly contract: (service: HeldService, day: () => string) => PriceFacts['contract']
  /** The contracts of these services, by id. */
  readonly contracts: ReadonlyMap<string, Committed>
  readonly isWithin: (component: Component, hour: number) => boolean
  readonly kept: KeptVersions
}

/**
 * Forgets all that it holds rather than grow beyond what is told: where every payer has a day of their own, a run of a million would keep something
 * of each.
 */
class Bounded<Value> extends Map<string, Value> {
  override set(key: string, value: Value): this {
    if (this.size >= KEPT_MAX && !this.has(key)) this.clear()
    return super.set(key, value)
  }
}

export const KEPT_MAX = 10_000

/** Plan versions and lines that were worked out before in the same run: versions never change, and most services of a plan cost the same. */
export class KeptVersions {
  /** What the calendar says of cycles that began alike. */
  readonly periods: Map<string, readonly Period[]> = new Bounded()
  readonly cycles: Map<string, Cycle> = new Bounded()
  readonly versions = new Map<string, PlanVersion>()
  /** Version held and start of the cycle → version that counts. */
  readonly renewed: Map<string, PlanVersion> = new Bounded()
  readonly lines: Map<string, readonly DraftLine[]> = new Bounded()
}
