import type { Period } from '#kernel/period.ts'
import { creditOf, type Taxed } from '#modules/catalog/contract.ts'
import { withoutHoles } from './cycles.ts'
import { partOfPeriod, priceOfStretch, type Ticks } from './proration.ts'
import { creditWords, type Words } from './words.ts'

/** A line as far as a credit must know it. */
type Line = {
  readonly lineId: string
  readonly invoiceId: string
  readonly period: Period
  readonly usableTo: Temporal.Instant
  readonly proration: Ticks['in']
  readonly words: Words
  readonly taxed: Taxed
  readonly credited: bigint
}

export type LineCredit = {
  readonly lineId: string
  readonly invoiceId: string
  readonly net: bigint
  readonly gross: bigint
  readonly words: Words
}

/**
 * What is given back of lines for stretches of time that nobody uses: by the clock of the plan that was charged, of what was really charged,
 * so that a free month gives nothing, and never more than is left of a line. Taxes follow the line's own, to the cent.
 */
export function creditsFor(
  lines: readonly Line[],
  stretches: readonly Period[],
  zone: string,
): LineCredit[] {
  return lines.flatMap((line): LineCredit[] => {
    const { lineId, invoiceId, period, taxed, credited, words } = line
    const ticks = { in: line.proration, zone }
    const usable = { from: period.from, to: line.usableTo }
    const inside = stretches.map((one) => within(one, usable)).filter((one) => one !== undefined)
    const value = inside.reduce(
      (sum, one) => sum + priceOfStretch(taxed.net, period, one, ticks),
      0n,
    )
    const left = taxed.net - credited
    const net = value < left ? value : left
    if (net <= 0n) return []
    return [
      {
        ...{ lineId, invoiceId, net, gross: creditOf(taxed, credited, credited + net).gross },
        words: creditWords(words, partOfPeriod(period, inside, ticks)),
      },
    ]
  })
}

const { compare } = Temporal.Instant

function within(one: Period, period: Period): Period | undefined {
  const from = compare(one.from, period.from) < 0 ? period.from : one.from
  const to = compare(one.to, period.to) > 0 ? period.to : one.to
  return compare(from, to) < 0 ? { from, to } : undefined
}

/** What of a stretch without a charge is not accounted for by others that ended before it did. */
export function unbilledStretches(
  hold: { readonly id: string } & Period,
  others: readonly {
    readonly id: string
    readonly from: Temporal.Instant
    readonly to: Temporal.Instant
  }[],
): Period[] {
  const before = others.filter(
    ({ id, to }) =>
      id !== hold.id && (compare(to, hold.to) < 0 || (compare(to, hold.to) === 0 && id < hold.id)),
  )
  return withoutHoles({ from: hold.from, to: hold.to }, before)
}
