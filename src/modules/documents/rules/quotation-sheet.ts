import type { Sheet } from '#kernel/sheet.ts'
import type { QuotationState } from '#modules/billing/contract.ts'
import { sumTaxed } from '#modules/catalog/contract.ts'
import { linesTable, taxesTable, totalsOf, type IssuedLine } from './issued-sheet.ts'
import {
  buyerParty,
  closingPanels,
  dayText,
  frameOf,
  momentText,
  whole,
  type Buyer,
  type House,
  type Seller,
} from './parts.ts'
import { filled, WORDS } from './words.ts'

export type QuotationFacts = {
  /** Null while it is a draft. */
  readonly code: string | null
  readonly state: QuotationState
  readonly sentAt: Temporal.Instant | null
  readonly validOn: Temporal.PlainDate | null
  readonly validDays: number
  readonly notes: { readonly en: string; readonly sw: string }
  readonly lines: readonly (IssuedLine & { readonly charged: 'once' | 'each-period' })[]
}

/**
 * What we offer, at which price and until when. It has its own number and no place for a signature, so that nobody takes it for a tax
 * invoice. What is charged again with each period stands apart from what is charged once.
 */
export function quotationSheet(
  quotation: QuotationFacts,
  about: { house: House; seller: Seller; buyer: Buyer; now: Temporal.Instant },
): Sheet {
  const { house, seller, buyer, now } = about
  const { language } = house
  const text = WORDS[language]
  const { lines, state, sentAt, validOn } = quotation
  const look = { sign: 1n, language, vatRegistered: seller.vatRegistered }
  const totals = sumTaxed(lines.map(({ taxed }) => taxed))
  const again = sumTaxed(
    lines.filter(({ charged }) => charged === 'each-period').map(({ taxed }) => taxed),
  ).gross
  const part = (cents: bigint, label: string) => ({ label, value: whole(cents, language) })
  const until = validOn ? dayText(validOn, language) : null
  return {
    ...frameOf(house, seller, sentAt ?? now),
    title: text.quotation,
    code: quotation.code,
    stamp: state === 'sent' ? null : text.quotationStamps[state],
    to: { ...buyerParty(buyer, language), label: text.offeredTo },
    facts: [
      ...(sentAt ? [{ label: text.issued, value: momentText(sentAt, house) }] : []),
      {
        label: text.validUntil,
        value: until ?? filled(text.validDays, { days: String(quotation.validDays) }),
      },
      { label: text.currency, value: text.kes },
    ],
    headline: { value: whole(totals.gross, language), label: text.toBegin, note: null },
    tables: [linesTable(lines, look), taxesTable(lines, look)],
    sums: totalsOf(totals, look),
    panels: [
      {
        title: text.ofThis,
        facts: [part(again, text.firstPeriods), part(totals.gross - again, text.chargedOnce)],
        lines: [],
      },
      ...notesPanel(quotation.notes[language] || quotation.notes.en || quotation.notes.sw, text),
      {
        title: text.terms,
        facts: [],
        lines: [text.quotationHolds, text.quotationAfter, text.quotationTaxes],
      },
      ...closingPanels(house, seller, buyer),
    ],
  }
}

function notesPanel(notes: string, text: (typeof WORDS)['en']): Sheet['panels'] {
  const lines = notes.split('\n').filter((line) => line.trim() !== '')
  return lines.length === 0 ? [] : [{ title: text.notes, facts: [], lines }]
}
