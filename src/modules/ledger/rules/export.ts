import { decimalMoney, kes } from '#kernel/money.ts'
import type { ExportForm } from '../contract.ts'

/** One posting, or the sum of many, on its way into another program. */
export type ExportLine = {
  /** Lines of one journal share it: a journal's number, or the day or month that was summed. */
  readonly of: string
  readonly date: Temporal.PlainDate
  readonly account: {
    readonly code: number
    readonly name: string
    readonly exportName: string | null
  }
  /** Debit positive, never zero. */
  readonly cents: bigint
  /** Of the journal, in words; a sum has none. */
  readonly memo: string
  /** Only of single journals. */
  readonly journal: {
    readonly kind: string
    readonly key: string
    readonly party: string | null
    readonly reverses: string | null
  } | null
}

/** A cell: text, or an amount that a spreadsheet must read as a number. */
type Cell = string | { readonly cents: bigint } | null

type Form = {
  readonly columns: readonly string[]
  readonly row: (line: ExportLine) => readonly Cell[]
}

const iso = (date: Temporal.PlainDate) => date.toString()
const american = (date: Temporal.PlainDate) => `${two(date.month)}/${two(date.day)}/${date.year}`
const british = (date: Temporal.PlainDate) => `${two(date.day)}/${two(date.month)}/${date.year}`
const two = (part: number) => String(part).padStart(2, '0')

const reference = (line: ExportLine) => `KASI-${line.of}`
const name = ({ account }: ExportLine) => account.exportName ?? account.name
const code = ({ account }: ExportLine) => account.exportName ?? String(account.code)
const debit = ({ cents }: ExportLine) => (cents > 0n ? { cents } : null)
const credit = ({ cents }: ExportLine) => (cents < 0n ? { cents: -cents } : null)

/**
 * What each program takes, by its own help pages:
 * - QuickBooks Online, "Import journal entries": account by name, American dates, empty where there is no amount.
 * - Xero, "Import manual journals": account by code, debits positive, a tax rate by name, the same narration and
 *   date for the lines of one journal.
 * - Zoho Books, "Manual journals": account by name, ISO dates.
 * - Sage 50, "Audit trail import": a row is a journal debit (JD) or credit (JC); tax code T9 is outside VAT, because
 *   taxes have accounts of their own here.
 */
const FORMS: Readonly<Record<ExportForm, Form>> = {
  csv: {
    columns: [
      ...['Journal', 'Date', 'Account', 'Account name', 'Debit', 'Credit', 'Memo'],
      ...['Kind', 'Key', 'Party', 'Reverses'],
    ],
    row: (line) => [
      ...[line.of, iso(line.date), String(line.account.code), line.account.name],
      ...[debit(line), credit(line), line.memo],
      ...[line.journal?.kind ?? null, line.journal?.key ?? null],
      ...[line.journal?.party ?? null, line.journal?.reverses ?? null],
    ],
  },
  quickbooks: {
    columns: ['Journal No', 'Journal Date', 'Account Name', 'Debits', 'Credits', 'Description'],
    row: (line) => [
      ...[reference(line), american(line.date), name(line), debit(line), credit(line), line.memo],
    ],
  },
  xero: {
    columns: ['*Narration', '*Date', 'Description', '*AccountCode', '*TaxRate', '*Amount'],
    row: (line) => [
      ...[reference(line), british(line.date), line.memo, code(line), 'Tax Exempt'],
      { cents: line.cents },
    ],
  },
  zoho: {
    columns: [
      ...['Journal Date', 'Journal Number', 'Reference Number', 'Notes', 'Currency'],
      ...['Account', 'Description', 'Debit', 'Credit'],
    ],
    row: (line) => [
      ...[iso(line.date), reference(line), reference(line), reference(line), 'KES'],
      ...[name(line), line.memo, debit(line), credit(line)],
    ],
  },
  sage: {
    columns: [
      ...['Type', 'Account Reference', 'Nominal A/C Ref', 'Department Code', 'Date'],
      ...['Reference', 'Details', 'Net Amount', 'Tax Code', 'Tax Amount'],
    ],
    row: (line) => [
      ...[line.cents > 0n ? 'JD' : 'JC', null, code(line), '0', british(line.date)],
      ...[reference(line), line.memo, { cents: line.cents > 0n ? line.cents : -line.cents }],
      ...['T9', { cents: 0n }],
    ],
  },
}

/** Excel takes a file for UTF-8 only with this in front. */
const BYTE_ORDER_MARK = '\uFEFF'

/** The lines as one CSV file (RFC 4180) in the form that a program imports. */
export function exportFile(form: ExportForm, lines: readonly ExportLine[]): string {
  const { columns, row } = FORMS[form]
  const rows = [columns, ...lines.map(row)].map((cells) => `${cells.map(written).join(',')}\r\n`)
  return `${form === 'csv' ? BYTE_ORDER_MARK : ''}${rows.join('')}`
}

function written(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return decimalMoney(kes(cell.cents))
  // A spreadsheet runs what begins like a formula (OWASP, CSV injection); an apostrophe makes it text.
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
