import { readCsv, type CsvRow } from '#kernel/csv.ts'
import { MEANINGS, type Mapping, type Meaning } from '../contract.ts'
import {
  LINES_MAX,
  readAmount,
  readDay,
  tidyWords,
  unreadable,
  type Statement,
  type StatementLine,
  type Unreadable,
} from './line.ts'

/** In the order in which headings are given away: the surest first. Seen at KCB, Equity, Co-op, NCBA, Absa, Stanbic and I&M. */
const KEYWORDS: readonly (readonly [Meaning, RegExp])[] = [
  ['in', /^(?:money in|credits?|credit amount|deposits?|paid in|amount credited|cr)\b/],
  [
    'out',
    /^(?:money out|debits?|debit amount|withdrawals?|withdrawn|paid out|amount debited|dr)\b/,
  ],
  ['balance', /balance/],
  [
    'day',
    /^(?:transaction date|trans(?:action)?\.? ?date|booking date|posting date|txn date|date)$/,
  ],
  ['day', /^(?:value date|completion time|date.*)$/],
  [
    'words',
    /^(?:narration|narrative|particulars|transaction details?|details|description|remarks)\b/,
  ],
  ['reference', /(?:^ref|reference|receipt|transaction id|cheque|instrument)/],
  ['payer', /^(?:payer|customer|sender|counterparty|other party)/],
  ['amount', /^amount\b/],
]

const LIMITS = { rows: LINES_MAX + 200, columns: 60, cell: 2_000 }
const HEADING_WITHIN = 60

export type CsvStatement =
  | (Statement & { readonly mapping: Mapping; readonly headings: readonly string[] })
  | Unreadable
  /** The headings are there, but not what some of them mean: somebody has to say so once. */
  | { readonly kind: 'unclear'; readonly headings: readonly string[]; readonly found: Mapping }

/**
 * A bank's spreadsheet: some lines about the account, a heading, and the movements. The heading is the first line that names a day and an amount.
 * With a mapping that was kept, its headings are looked for instead.
 */
export function readCsvStatement(text: string, kept?: Mapping): CsvStatement {
  const csv = readCsv(text, LIMITS)
  if (csv.kind === 'unreadable') return unreadable(csv.row, csv.why)
  const heading = headingIn(csv.rows, kept)
  if (!heading) {
    const widest = csv.rows
      .slice(0, HEADING_WITHIN)
      .toSorted((a, b) => filled(b).length - filled(a).length)[0]
    if (!widest || filled(widest).length < 2)
      return unreadable(1, 'There is no table in this file.')
    return { kind: 'unclear', headings: filled(widest), found: guess(widest.cells) }
  }
  const { row, mapping } = heading
  const columns = new Map(row.cells.map((cell, place) => [keyOf(cell), place]))
  const placeOf = (meaning: Meaning) => {
    const named = mapping[meaning]
    return named === undefined ? undefined : columns.get(keyOf(named))
  }
  const places = Object.fromEntries(MEANINGS.map((one) => [one, placeOf(one)]))
  const lines: StatementLine[] = []
  for (const one of csv.rows.slice(csv.rows.indexOf(row) + 1)) {
    const line = lineOf(one.cells, places)
    if (line === 'wrong') return unreadable(one.row, 'The amount in this row cannot be read.')
    if (line) lines.push(line)
    if (lines.length > LINES_MAX) return unreadable(one.row, `At most ${LINES_MAX} movements.`)
  }
  return {
    ...{ kind: 'statement', mapping, headings: filled(row), lines },
    ...{ account: null, currency: null, opening: null, closing: lines.at(-1)?.balance ?? null },
  }
}

const keyOf = (heading: string) => heading.trim().toLowerCase().replaceAll(/\s+/g, ' ')
const filled = (row: CsvRow) => row.cells.filter((cell) => cell !== '')

function headingIn(rows: readonly CsvRow[], kept: Mapping | undefined) {
  for (const row of rows.slice(0, HEADING_WITHIN)) {
    const keys = new Set(row.cells.map(keyOf))
    if (kept && Object.values(kept).every((heading) => keys.has(keyOf(heading))))
      return { row, mapping: kept }
    const mapping = guess(row.cells)
    if (mapping.day !== undefined && (mapping.in !== undefined || mapping.amount !== undefined))
      return { row, mapping }
  }
  return undefined
}

function guess(cells: readonly string[]): Mapping {
  const mapping: Mapping = {}
  const taken = new Set<string>()
  for (const [meaning, words] of KEYWORDS) {
    if (mapping[meaning] !== undefined) continue
    const found = cells.find((cell) => !taken.has(cell) && words.test(keyOf(cell)))
    if (found === undefined) continue
    mapping[meaning] = found
    taken.add(found)
  }
  return mapping
}

/** A movement; nothing for totals, notes and other lines without a day. */
function lineOf(
  cells: readonly string[],
  places: Readonly<Record<string, number | undefined>>,
): StatementLine | 'wrong' | undefined {
  const cell = (meaning: Meaning) => {
    const place = places[meaning]
    return place === undefined ? '' : (cells[place] ?? '').trim()
  }
  const day = readDay(cell('day'))
  if (day === undefined) return undefined
  const read = (meaning: Meaning) => (cell(meaning) === '' ? 0n : readAmount(cell(meaning)))
  const [came, went, signed] = [read('in'), read('out'), read('amount')]
  if (came === undefined || went === undefined || signed === undefined) return 'wrong'
  const size = went < 0n ? -went : went
  const cents = came - size + (came === 0n && size === 0n ? signed : 0n)
  if (cents === 0n) return undefined
  return {
    ...{ day, cents, reference: cell('reference') || null, payer: cell('payer') || null },
    ...{ words: tidyWords(cell('words')), balance: readAmount(cell('balance')) ?? null },
  }
}
