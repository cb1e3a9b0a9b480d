import {
  sumTaxed,
  taxAmount,
  type ComponentKind,
  type PlanVersion,
  type PriceQuote,
  type ProductContent,
  type Taxed,
  type TaxTreatment,
} from '#modules/catalog/contract.ts'
import type { QuotationState, QuotedItem } from '../contract/quotations.ts'
import { lineWords, type Words } from './words.ts'
import { firstPeriod } from './offer-words.ts'

export type KeptState = Exclude<QuotationState, 'expired'>

/** One priced thing that is offered, so many times. */
export type OfferedLine = {
  /** Its place among the items. */
  readonly item: number
  readonly kind: Exclude<ComponentKind, 'usage' | 'minimum'>
  /** The key of the plan's price, or the code of the product. */
  readonly component: string
  readonly charged: 'once' | 'each-period'
  readonly words: Words
  readonly quantity: bigint
  /** Of one, before discounts and after, in the tax mode of the price. */
  readonly list: bigint
  readonly price: bigint
  readonly taxClassId: string
  /** Of all of them. */
  readonly taxed: Taxed
  readonly product: { readonly id: string; readonly content: ProductContent } | null
}

/** Nobody has to do anything for an offer to be over. */
export function stateNow(
  kept: { readonly state: KeptState; readonly expiresAt: Temporal.Instant | null },
  now: Temporal.Instant,
): QuotationState {
  const isOver = kept.expiresAt !== null && Temporal.Instant.compare(kept.expiresAt, now) <= 0
  return kept.state === 'sent' && isOver ? 'expired' : kept.state
}

export type Verb = 'change' | 'send' | 'accept' | 'decline' | 'withdraw'

/** What becomes of a quotation, from which state; doing it again does nothing. */
const STEPS = {
  change: { from: ['draft'], to: 'draft' },
  send: { from: ['draft'], to: 'sent' },
  accept: { from: ['sent'], to: 'accepted' },
  decline: { from: ['sent'], to: 'declined' },
  withdraw: { from: ['draft', 'sent'], to: 'withdrawn' },
} as const satisfies Record<Verb, { from: readonly QuotationState[]; to: QuotationState }>

/** `done`: it was done already. */
export function mayQuotation(
  verb: Verb,
  state: QuotationState,
): 'go' | 'done' | 'expired' | 'other-state' {
  const { from, to } = STEPS[verb]
  if (from.some((one) => one === state)) return 'go'
  if (state === to) return 'done'
  return state === 'expired' ? 'expired' : 'other-state'
}

/** Until which day an offer holds that is sent on a day, and the midnight at which it is over. */
export function validity(sentOn: Temporal.PlainDate, validDays: number, zone: string) {
  const validOn = sentOn.add({ days: validDays })
  return { validOn, expiresAt: validOn.add({ days: 1 }).toZonedDateTime(zone).toInstant() }
}

/** So many of one taxed thing: each will be charged by itself, so cents are not rounded together. */
export function manyTaxed(one: Taxed, many: bigint): Taxed {
  const parts = one.parts.map((part) => ({
    ...part,
    base: part.base * many,
    cents: part.cents * many,
  }))
  return {
    ...{ mode: one.mode, vatTreatment: one.vatTreatment, parts },
    ...{ net: one.net * many, excise: one.excise * many, levies: one.levies * many },
    ...{ taxable: one.taxable * many, vat: one.vat * many, gross: one.gross * many },
  }
}

/** The first period of so many services of a plan. Usage is charged by the plan's prices and is in no offer. */
export function linesOfPlan(
  version: PlanVersion,
  quote: PriceQuote,
  about: { readonly item: number; readonly lines: number; readonly zone: string },
): OfferedLine[] {
  const { item, zone } = about
  return quote.lines.flatMap((line): OfferedLine[] => {
    const { kind } = line
    if (kind === 'usage' || kind === 'minimum') return []
    // A trial is shown although it costs nothing.
    if (line.price <= 0n && kind !== 'recurring') return []
    const charged = kind === 'one-off' ? 'once' : 'each-period'
    const each = charged === 'once' ? { en: '', sw: '' } : firstPeriod(version.terms.validity)
    const named = (language: keyof Words) =>
      [
        version.planName,
        kind === 'recurring' ? '' : `: ${line.name[language] || line.name.en}`,
        each[language] === '' ? '' : `, ${each[language]}`,
      ].join('')
    const quantity = BigInt(about.lines)
    return [
      {
        ...{ item, kind, charged, quantity, component: line.key, taxClassId: line.taxClassId },
        words: lineWords({
          ...{ name: { en: named('en'), sw: named('sw') }, quantity, period: null, zone },
          ...{ list: line.list * quantity, price: line.price * quantity },
        }),
        ...{ list: line.list, price: line.price, product: null },
        taxed: manyTaxed(line.taxed, quantity),
      },
    ]
  })
}

/** A product, or an add-on of so many services: `each` of it for each of `lines` services. */
export function lineOfProduct(
  product: { readonly id: string; readonly code: string; readonly content: ProductContent },
  about: {
    readonly item: number
    readonly each: number
    readonly lines: number
    /** Of the plan that an add-on stands beside. */
    readonly version?: PlanVersion
    readonly treatment: TaxTreatment
    readonly zone: string
  },
): OfferedLine {
  const { content } = product
  const { item, each, lines, version, treatment, zone } = about
  const period = version ? firstPeriod(version.terms.validity) : undefined
  const quantity = BigInt(each) * BigInt(lines)
  const named = (language: keyof Words) =>
    `${content.name[language] || content.name.en}${period ? `, ${period[language]}` : ''}`
  const { cents } = content.price
  const [list, price] = [cents * quantity, cents * quantity]
  return {
    ...{ item, quantity, component: product.code, taxClassId: content.taxClassId },
    ...(version
      ? { kind: 'add-on' as const, charged: 'each-period' as const }
      : { kind: 'one-off' as const, charged: 'once' as const }),
    words: lineWords({
      ...{ name: { en: named('en'), sw: named('sw') }, quantity, list, price, period: null, zone },
    }),
    ...{ list: cents, price: cents },
    taxed: manyTaxed(taxAmount(cents * BigInt(each), content.taxMode, treatment), BigInt(lines)),
    product: { id: product.id, content },
  }
}

export function grossOf(lines: readonly OfferedLine[]): bigint {
  return sumTaxed(lines.map(({ taxed }) => taxed)).gross
}

/**
 * What must be agreed with a service so that its first period costs what was offered, or less where it has become cheaper. Where the
 * catalog asks that by itself, and not because of a rule that may be over when the period is bought, nothing is: an agreed price would
 * end the plan's own first offers.
 */
export function pricesToAgree(
  offered: readonly Pick<OfferedLine, 'component' | 'price'>[],
  quote: Pick<PriceQuote, 'lines'>,
): { component: string; cents: bigint }[] {
  const now = new Map(quote.lines.map((line) => [line.key, line.price]))
  const both = offered.flatMap(({ component, price }) => {
    const asked = now.get(component)
    return asked === undefined ? [] : [{ component, price, asked }]
  })
  const hangsOnRules = quote.lines.some(({ changes }) =>
    changes.some(({ by }) => by === 'rule' || by === 'bounded'),
  )
  if (!hangsOnRules && both.every(({ price, asked }) => asked <= price)) return []
  return both.map(({ component, price, asked }) => ({
    ...{ component, cents: asked < price ? asked : price },
  }))
}

/** How many services come of it. */
export function linesIn(items: readonly QuotedItem[]): number {
  return items.reduce((sum, one) => sum + (one.kind === 'plan' ? one.lines : 0), 0)
}
