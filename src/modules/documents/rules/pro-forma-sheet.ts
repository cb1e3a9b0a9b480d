import { sumTaxed } from '#modules/catalog/contract.ts'
import type { Sheet } from '#kernel/sheet.ts'
import { linesTable, taxesTable, totalsOf, type IssuedLine } from './issued-sheet.ts'
import {
  buyerParty,
  closingPanels,
  frameOf,
  momentText,
  whole,
  type Buyer,
  type House,
  type Seller,
} from './parts.ts'
import { WORDS } from './words.ts'

/**
 * What something would cost: with all its taxes, and so that nobody takes it for a tax invoice (tax-ke.md §2.1): no number
 * of a series, no place for a signature, and across the page that it is none.
 */
export function proFormaSheet(
  lines: readonly IssuedLine[],
  about: { house: House; seller: Seller; buyer: Buyer; now: Temporal.Instant },
): Sheet {
  const { house, seller, buyer, now } = about
  const { language } = house
  const text = WORDS[language]
  const totals = sumTaxed(lines.map(({ taxed }) => taxed))
  const look = { sign: 1n, language, vatRegistered: seller.vatRegistered }
  return {
    ...frameOf(house, seller, now),
    title: text.proForma,
    stamp: text.notTaxInvoice,
    to: buyerParty(buyer, language),
    facts: [
      { label: text.issued, value: momentText(now, house) },
      { label: text.currency, value: text.kes },
    ],
    headline: { value: whole(totals.gross, language), label: '', note: text.proFormaNote },
    tables: [linesTable(lines, look), taxesTable(lines, look)],
    sums: totalsOf(totals, look),
    panels: closingPanels(house, seller, buyer),
  }
}
