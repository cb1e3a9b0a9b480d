import type { Period } from '#kernel/period.ts'
import {
  missingToMinimum,
  taxAmount,
  treatmentOf,
  type Component,
  type PlanVersion,
  type PriceBook,
  type PriceQuote,
  type TaxStatus,
} from '#modules/catalog/contract.ts'
import {
  INCOME,
  linesOfQuote,
  lineOfThing,
  partOf,
  priceOfPieces,
  type Charged,
  type DraftLine,
} from './lines.ts'
import { lineWords, usageWords } from './words.ts'

const compare = Temporal.Instant.compare

/** One period of a plan, and the parts of it that are charged. */
export type ChargedPeriod = { readonly whole: Period; readonly pieces: readonly Period[] }

/** What every line of one invoice shares. */
export type About = {
  readonly book: PriceBook
  readonly status: TaxStatus
  /** The day of the invoice, whose tax rates count: VAT Act s.12 for supplies that are metered or periodic. */
  readonly taxDay: string
}

function chargedOf(period: ChargedPeriod, version: PlanVersion, zone: string): Charged {
  const [first, last] = [period.pieces[0], period.pieces.at(-1)]
  return {
    ...{ serviceId: '', when: 'in-arrears', whole: period.whole, pieces: period.pieces },
    period: first && last ? { from: first.from, to: last.to } : period.whole,
    ticks: { in: version.terms.proration, zone },
  }
}

/** The recurring lines of one period. Tax is that of the day of the invoice, the price that of when the period began. */
export function linesOfPeriod(
  quote: PriceQuote,
  version: PlanVersion,
  period: ChargedPeriod,
  { book, status, taxDay }: About,
): DraftLine[] {
  const charged = chargedOf(period, version, book.zone)
  return linesOfQuote({ ...quote, taxDay }, version, book, status, charged)
}

/** The part of an add-on's price that one period of the plan bears. */
export function linesOfAddon(
  thing: Omit<Parameters<typeof lineOfThing>[0], 'kind'>,
  version: PlanVersion,
  period: ChargedPeriod,
  { book, status, taxDay }: About,
): DraftLine[] {
  const charged = chargedOf(period, version, book.zone)
  const full = thing.cents * thing.quantity
  const price = priceOfPieces(full, charged)
  if (price <= 0n) return []
  const part = partOf(charged)
  const line = lineOfThing({ ...thing, kind: 'add-on' }, book, {
    ...{ serviceId: '', status, day: taxDay, period: charged.period },
  })
  const { taxMode, taxClassId: classId, name, quantity } = thing
  const treatment = treatmentOf(book.taxes, { classId, day: taxDay, seller: book.seller, status })
  return [
    {
      ...{ ...line, price, list: full, isDeferred: false },
      taxed: taxAmount(price, taxMode, treatment),
      words: lineWords({
        ...{ name, quantity, list: full, price, period: charged.period, zone: book.zone },
        ...(part && { part: { ...part, whole: full } }),
      }),
    },
  ]
}

/** Whole periods that follow one another at the same price are one line: 3 × Home 20. */
export function joined(lines: readonly DraftLine[], zone: string, planName: string): DraftLine[] {
  const out: DraftLine[] = []
  for (const line of lines) {
    const before = out.at(-1)
    const follows =
      before?.period &&
      line.period &&
      line.kind === 'recurring' &&
      before.kind === 'recurring' &&
      before.component === line.component &&
      compare(before.period.to, line.period.from) === 0 &&
      before.price === line.price * before.quantity &&
      before.list === line.list * before.quantity &&
      // A part of a period says so in its words, and stays alone.
      before.list === before.price &&
      line.words.en.startsWith(planName)
    if (!follows || !before.period || !line.period) {
      out.push(line)
      continue
    }
    const period = { from: before.period.from, to: line.period.to }
    const quantity = before.quantity + 1n
    const sum = (of: 'net' | 'excise' | 'levies' | 'taxable' | 'vat' | 'gross') =>
      before.taxed[of] + line.taxed[of]
    const name = { en: planName, sw: planName }
    const [list, price] = [before.list + line.list, before.price + line.price]
    out[out.length - 1] = {
      ...{ ...before, period, quantity, list, price },
      words: lineWords({ name, quantity, list, price, period, zone }),
      taxed: {
        ...{ ...before.taxed, net: sum('net'), excise: sum('excise'), levies: sum('levies') },
        ...{ taxable: sum('taxable'), vat: sum('vat'), gross: sum('gross') },
        parts: before.taxed.parts.map((part, place) => ({
          ...part,
          base: part.base + (line.taxed.parts[place]?.base ?? 0n),
          cents: part.cents + (line.taxed.parts[place]?.cents ?? 0n),
        })),
      },
    }
  }
  return out
}

/** Usage of one stretch, by the component of its price: what was invoiced of it before, and all that is known now. */
export type UsedOf = { readonly billed: bigint; readonly total: bigint }

/**
 * Usage, charged as the difference of what all of it costs and what was invoiced of it: the same, in whatever order and how often
 * it was told.
 */
export function linesOfUsage(
  quote: PriceQuote,
  version: PlanVersion,
  period: Period,
  used: ReadonlyMap<string, UsedOf>,
  { book, status, taxDay }: About,
): DraftLine[] {
  return quote.lines.flatMap((line): DraftLine[] => {
    const component = version.terms.components.find(({ key }) => key === line.key)
    const of = used.get(line.key)
    const meter = component?.meter ?? null
    if (line.kind !== 'usage' || !component || !of || line.price <= 0n) return []
    if (meter === null || meter === 'sessions') return []
    const isLate = of.billed > 0n
    const treatment = treatmentOf(book.taxes, {
      ...{ classId: line.taxClassId, day: taxDay, seller: book.seller, status },
    })
    const name = {
      en: `${version.planName}: ${line.name.en}`,
      sw: `${version.planName}: ${line.name.sw || line.name.en}`,
    }
    const quantity = of.total - of.billed
    return [
      {
        ...{ serviceId: '', kind: 'usage', period, quantity, list: line.list, price: line.price },
        component: isLate ? `${line.key}:late:${of.billed}` : line.key,
        words: usageWords({ name, meter, quantity, period, zone: book.zone, isLate }),
        taxClassId: line.taxClassId,
        taxed: taxAmount(line.price, component.taxMode, treatment),
        incomeAccount: INCOME.usage,
        isDeferred: false,
      },
    ]
  })
}

/**
 * What is missing to the least that the time costs; nothing where the plan has no minimum or it is reached. Who is freed of a tax that is in
 * the minimum is asked for the minimum without it.
 */
export function lineOfMinimum(
  minimum: Component,
  version: PlanVersion,
  periods: readonly ChargedPeriod[],
  lines: readonly Pick<DraftLine, 'taxed'>[],
  minimum_cents: bigint,
  { book, status, taxDay }: About,
): DraftLine[] {
  const listed = periods.reduce(
    (sum, period) => sum + priceOfPieces(minimum_cents, chargedOf(period, version, book.zone)),
    0n,
  )
  const treatment = treatmentOf(book.taxes, {
    ...{ classId: minimum.taxClassId, day: taxDay, seller: book.seller, status },
  })
  const hasTax = minimum.taxMode === 'inclusive'
  const least = hasTax ? taxAmount(listed, 'inclusive', treatment).gross : listed
  const charged = lines.reduce((sum, { taxed }) => sum + (hasTax ? taxed.gross : taxed.net), 0n)
  const cents = missingToMinimum(least, charged)
  const [first, last] = [periods[0]?.pieces[0], periods.at(-1)?.pieces.at(-1)]
  if (cents === 0n || !first || !last) return []
  const period = { from: first.from, to: last.to }
  const name = {
    en: `${version.planName}: ${minimum.name.en || 'up to the minimum'}`,
    sw: `${version.planName}: ${minimum.name.sw || minimum.name.en || 'hadi kiwango cha chini'}`,
  }
  return [
    {
      ...{ serviceId: '', kind: 'minimum', component: minimum.key, period, quantity: 1n },
      ...{ list: cents, price: cents, taxClassId: minimum.taxClassId, isDeferred: false },
      words: lineWords({ name, quantity: 1n, list: cents, price: cents, period, zone: book.zone }),
      // Only taxes that are due are in it by now.
      taxed: taxAmount(cents, minimum.taxMode, { ...treatment, listed: treatment.due }),
      incomeAccount: INCOME.minimum,
    },
  ]
}

/** What a service moved in a stretch of time, summed by the hour of the local week (0 is Monday, 00:00), so that cheap nights can be told apart. */
export type HourOfWeek = {
  readonly hour: number
  readonly up: bigint
  readonly down: bigint
  readonly seconds: bigint
}

/** How much of each usage price was used in a stretch. `isWithin` says whether an hour of the week is one of the price's. */
export function quantityOf(
  component: Component,
  hours: readonly HourOfWeek[],
  isWithin: (component: Component, hour: number) => boolean,
): bigint {
  let sum = 0n
  for (const one of hours) {
    if (component.during !== null && !isWithin(component, one.hour)) continue
    if (component.meter === 'data') sum += one.up + one.down
    else if (component.meter === 'down') sum += one.down
    else if (component.meter === 'up') sum += one.up
    else if (component.meter === 'time') sum += one.seconds
  }
  return sum
}
