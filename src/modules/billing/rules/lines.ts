import { covers, type Period } from '#kernel/period.ts'
import {
  taxAmount,
  treatmentOf,
  type ComponentKind,
  type PlanVersion,
  type PriceBook,
  type PriceQuote,
  type ProductContent,
  type Taxed,
  type TaxStatus,
} from '#modules/catalog/contract.ts'
import { CHART } from '#modules/ledger/contract.ts'
import { partOfPeriod, priceOfStretch, type Ticks } from './proration.ts'
import { lineWords, type Words } from './words.ts'

/** One priced thing, before it stands on an invoice. */
export type DraftLine = {
  readonly serviceId: string | null
  /** Of the service, as it was priced; absent where there is no plan. */
  readonly planVersionId?: string
  readonly kind: ComponentKind | 'fee'
  readonly component: string
  readonly period: Period | null
  readonly words: Words
  readonly quantity: bigint
  readonly list: bigint
  readonly price: bigint
  readonly taxClassId: string
  readonly taxed: Taxed
  readonly incomeAccount: number
  /** Paid before it is earned: earned little by little over its period. */
  readonly isDeferred: boolean
}

export const INCOME = {
  recurring: CHART.recurringRevenue,
  minimum: CHART.recurringRevenue,
  'add-on': CHART.recurringRevenue,
  device: CHART.recurringRevenue,
  usage: CHART.usageRevenue,
  'one-off': CHART.oneOffRevenue,
  fee: CHART.lateFees,
} as const satisfies Record<DraftLine['kind'], number>

/** What is charged for one stretch of one service, and how its time is counted. */
export type Charged = {
  readonly serviceId: string
  /** What is charged; part of `whole`, or all of it. */
  readonly period: Period
  /** Of that, the parts that are charged: time on hold may not be. All of it unless said. */
  readonly pieces?: readonly Period[]
  /** The whole period that the price is for. */
  readonly whole: Period
  readonly ticks: Ticks
  /** In advance, its revenue is deferred; afterwards it is earned already. */
  readonly when: 'in-advance' | 'in-arrears'
}

/** The lines of a quote for one stretch of time: prorated first, then taxed, each line once. Lines that cost nothing are left out. */
export function linesOfQuote(
  quote: PriceQuote,
  version: PlanVersion,
  book: PriceBook,
  status: TaxStatus,
  charged: Charged,
): DraftLine[] {
  const { serviceId, period, ticks } = charged
  return quote.lines.flatMap((line): DraftLine[] => {
    const component = version.terms.components.find(({ key }) => key === line.key)
    const takesTime = line.kind === 'recurring' || line.kind === 'add-on' || line.kind === 'device'
    const counted = takesTime ? partOf(charged) : undefined
    const price = takesTime && counted ? priceOfPieces(line.price, charged) : line.price
    if (price <= 0n) return []
    const treatment = treatmentOf(book.taxes, {
      ...{ classId: line.taxClassId, day: quote.taxDay, seller: book.seller, status },
    })
    const name =
      line.kind === 'recurring'
        ? { en: version.planName, sw: version.planName }
        : {
            en: `${version.planName}: ${line.name.en}`,
            sw: `${version.planName}: ${line.name.sw || line.name.en}`,
          }
    return [
      {
        ...{ serviceId, kind: line.kind, component: line.key, quantity: line.quantity },
        period: line.kind === 'one-off' ? null : period,
        words: lineWords({
          ...{ name, quantity: line.quantity, list: line.list, price, zone: ticks.zone },
          period: line.kind === 'one-off' ? null : period,
          ...(counted && { part: { ...counted, whole: line.price } }),
        }),
        ...{ list: line.list, price, taxClassId: line.taxClassId },
        taxed: taxAmount(price, component?.taxMode ?? line.taxed.mode, treatment),
        incomeAccount: INCOME[line.kind],
        isDeferred: takesTime && charged.when === 'in-advance',
      },
    ]
  })
}

const piecesOf = ({ pieces, period }: Charged) => pieces ?? [period]

/** What the charged parts of a period cost. However a period is cut, its parts sum to its price. */
export function priceOfPieces(price: bigint, charged: Charged): bigint {
  // A period that has begun is paid whole.
  if (charged.ticks.in === 'none') return price
  return piecesOf(charged).reduce(
    (sum, piece) => sum + priceOfStretch(price, charged.whole, piece, charged.ticks),
    0n,
  )
}

/** How much of the whole period is charged, in words' units; nothing where it is all of it. */
export function partOf(charged: Charged) {
  const [first, ...others] = piecesOf(charged)
  // Most are charged whole, and need no calendar to say so.
  if (first && others.length === 0 && covers(first, charged.whole)) return undefined
  const part = partOfPeriod(charged.whole, piecesOf(charged), charged.ticks)
  return part && part.left !== part.of ? part : undefined
}

/** Something sold by itself, once or with each period: an installation, a router, a static address, a fee. */
export function lineOfThing(
  thing: Pick<ProductContent, 'taxMode' | 'taxClassId'> & {
    name: Words
    component: string
    kind: 'one-off' | 'add-on' | 'fee'
    cents: bigint
    quantity: bigint
  },
  book: PriceBook,
  about: {
    serviceId: string | null
    status: TaxStatus
    day: string
    period: Period | null
    /** The whole period that the price is for, where less of it is charged. */
    of?: { whole: Period; ticks: Ticks }
  },
): DraftLine {
  const { name, component, kind, quantity, taxClassId, taxMode } = thing
  const { serviceId, period, of } = about
  const full = thing.cents * quantity
  const charged =
    of && period ? { serviceId: '', period, when: 'in-advance' as const, ...of } : undefined
  const price = charged ? priceOfPieces(full, charged) : full
  const part = charged && partOf(charged)
  const treatment = treatmentOf(book.taxes, {
    ...{ classId: taxClassId, day: about.day, seller: book.seller, status: about.status },
  })
  return {
    ...{ serviceId, kind, component, period, quantity, list: full, price, taxClassId },
    words: lineWords({
      ...{ name, quantity, list: full, price, period, zone: book.zone },
      ...(part && { part: { ...part, whole: full } }),
    }),
    taxed: taxAmount(price, taxMode, treatment),
    incomeAccount: INCOME[kind],
    isDeferred: period !== null,
  }
}
