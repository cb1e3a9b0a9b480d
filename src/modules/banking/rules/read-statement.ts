import type { Mapping } from '../contract.ts'
import { readCamt053 } from './camt053.ts'
import { readCsvStatement, type CsvStatement } from './csv-statement.ts'
import { unreadable } from './line.ts'
import { readMt940 } from './mt940.ts'

export type Format = 'camt053' | 'mt940' | 'csv'
export type ReadStatement = {
  readonly format: Format
  readonly read: CsvStatement | ReturnType<typeof readMt940>
}

/** How PDF, sheets of Excel (ZIP) and old ones (OLE) begin. */
const NO_TEXT = ['%PDF', 'PK\u0003\u0004', '\u00D0\u00CF\u0011']

/** A file of a bank, by what it looks like and never by what it is called. */
export function readStatement(text: string, kept?: Mapping): ReadStatement {
  const beginning = text
    .replace(/^\uFEFF/, '')
    .trimStart()
    .slice(0, 2_000)
  if (beginning.startsWith('<')) return { format: 'camt053', read: readCamt053(text) }
  if (/^(?:\{\d:|:\d{2}[A-Z]?:)/.test(beginning)) return { format: 'mt940', read: readMt940(text) }
  if (NO_TEXT.some((sign) => beginning.startsWith(sign)))
    return { format: 'csv', read: unreadable(1, 'This is no CSV. Save the sheet as “CSV UTF-8”.') }
  return { format: 'csv', read: readCsvStatement(text, kept) }
}
