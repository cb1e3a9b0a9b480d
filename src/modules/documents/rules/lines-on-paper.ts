import { sumTaxed } from '#modules/catalog/contract.ts'
import type { IssuedLine } from './issued-sheet.ts'
import { WORDS } from './words.ts'

/** More is a book that nobody opens, and minutes of work for whoever prints it. */
export const PAPER_LINES_MAX = 1_000

/**
 * The lines of a document as people read them: each, or, of a company with thousands of services, one for all that say the same at the same
 * taxes, with how many they are. Nothing is left out of a sum: what is still too much stands as one at the end, for each kind of tax.
 */
export function linesOnPaper(
  lines: readonly IssuedLine[],
  most: number = PAPER_LINES_MAX,
): readonly IssuedLine[] {
  if (lines.length <= most) return lines
  const alike = Map.groupBy(lines, (line) => `${line.words.en}\n${line.item}\n${taxesOf(line)}`)
  const groups = [...alike.values()].map(together)
  if (groups.length <= most) return groups
  // What costs most is shown by itself, in its place.
  const dearest = groups.toSorted((a, b) => Number(b.taxed.gross - a.taxed.gross)).slice(0, most)
  const shown = new Set(dearest.slice(0, Math.ceil(most / 2)))
  const rest = Map.groupBy(
    groups.filter((one) => !shown.has(one)),
    taxesOf,
  )
  const words = { en: WORDS.en.otherThings, sw: WORDS.sw.otherThings }
  return [
    ...groups.filter((one) => shown.has(one)),
    ...[...rest.values()].map((some) => ({ ...together(some), words, item: '' })),
  ]
}

const taxesOf = ({ taxed }: IssuedLine) =>
  [taxed.vatTreatment, ...taxed.parts.map(({ id, rate_bp }) => `${id} ${rate_bp}`)].join(' ')

function together(some: readonly IssuedLine[]): IssuedLine {
  const [first, ...others] = some
  if (!first) throw new RangeError('a group has a line')
  if (others.length === 0) return first
  const quantity = some.reduce((sum, one) => sum + one.quantity, 0n)
  return {
    ...{ ...first, service: null, quantity },
    taxed: { ...first.taxed, ...sumTaxed(some.map(({ taxed }) => taxed)) },
  }
}
