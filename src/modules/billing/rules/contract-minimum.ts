import { overlap, type Period } from '#kernel/period.ts'
import {
  missingToMinimum,
  taxAmount,
  treatmentOf,
  type PlanVersion,
} from '#modules/catalog/contract.ts'
import type { Contract } from '#modules/subscribers/contract.ts'
import type { About } from './arrears.ts'
import { planPeriods, type Cycle } from './cycles.ts'
import { INCOME, priceOfPieces, type DraftLine } from './lines.ts'
import { lineWords } from './words.ts'

const MONTHLY = { unit: 'month', count: 1, mode: 'elapsed', anchor: null } as const

/** What of a contract its minimum depends on. */
export type Committed = Pick<Contract, 'id' | 'number' | 'from' | 'until' | 'endedOn' | 'terms'>

/**
 * What is missing to the least that a contract promised to be invoiced for its time in a cycle; nothing without a minimum, or where it is reached.
 * The minimum has the tax in it, of the class of what its lines sell. Who is freed of a tax promised the minimum without it.
 */
export function lineOfCommitment(
  cycle: Cycle,
  agreed: Committed,
  under: { readonly serviceId: string; readonly version: PlanVersion; readonly lines: DraftLine[] },
  { book, status, taxDay }: About,
): (DraftLine & { planVersionId: string }) | undefined {
  const { minimumCents } = agreed.terms
  const sold = under.version.terms.components.find(({ kind }) => kind === 'recurring')
  const { zone } = book
  const span = overlap(cycle, timeOf(agreed, cycle, zone))
  if (minimumCents === null || !sold || !span) return undefined
  const promised = planPeriods(MONTHLY, cycle, zone).reduce((sum, whole) => {
    const period = overlap(whole, span)
    if (!period) return sum
    const ticks = { in: 'day', zone } as const
    const charged = { serviceId: '', when: 'in-arrears', whole, period, ticks } as const
    return sum + priceOfPieces(BigInt(minimumCents), charged)
  }, 0n)
  const { taxClassId } = sold
  const treatment = treatmentOf(book.taxes, {
    ...{ classId: taxClassId, day: taxDay, seller: book.seller, status },
  })
  const least = taxAmount(promised, 'inclusive', treatment).gross
  const cents = missingToMinimum(least, grossOf(under.lines))
  if (cents === 0n) return undefined
  const name = {
    en: `Contract ${agreed.number}: up to the agreed minimum`,
    sw: `Mkataba ${agreed.number}: hadi kiwango cha chini kilichokubaliwa`,
  }
  return {
    ...{ serviceId: under.serviceId, planVersionId: under.version.id, kind: 'minimum' },
    ...{ component: `contract:${agreed.id}`, period: span, quantity: 1n, list: cents },
    ...{ price: cents, taxClassId, isDeferred: false, incomeAccount: INCOME.minimum },
    // Only taxes that are due are in it by now.
    taxed: taxAmount(cents, 'inclusive', { ...treatment, listed: treatment.due }),
    words: lineWords({ name, quantity: 1n, list: cents, price: cents, period: span, zone }),
  }
}

/** What is sold once is no part of what is bought month by month. */
function grossOf(lines: readonly DraftLine[]): bigint {
  return lines.reduce((sum, { kind, taxed }) => sum + (kind === 'one-off' ? 0n : taxed.gross), 0n)
}

/** From the first day of a contract to its last: the one on which it was ended, or that of a term that nothing follows. */
function timeOf({ from, until, endedOn, terms }: Committed, cycle: Period, zone: string): Period {
  const startOf = (day: string, days: number) =>
    Temporal.PlainDate.from(day).add({ days }).toZonedDateTime(zone).toInstant()
  const last = endedOn ?? (terms.renews === 'ends' ? until : null)
  return { from: startOf(from, 0), to: last === null ? cycle.to : startOf(last, 1) }
}
