import type { Csv, CsvRow } from '#kernel/csv.ts'
import { parseMoney } from '#kernel/money.ts'
import type { LineKind } from '../contract.ts'
import { readStatementTime } from './mpesa-words.ts'
import type { LineRead, Skipped, StatementRead } from './statement.ts'

export const STATEMENT_LIMITS = { rows: 60_000, columns: 40, cell: 2_000 }
/** Before its heading a statement says whose it is, and of when. */
const HEADING_WITHIN = 40
const SKIPPED_MAX = 100
const NO_STATEMENT =
  'This is no statement of the M-Pesa organisation portal: no row has the headings Receipt No., Completion Time, Paid In and Withdrawn.'

const COLUMNS = {
  receipt: 'receiptno',
  at: 'completiontime',
  details: 'details',
  status: 'transactionstatus',
  paidIn: 'paidin',
  withdrawn: 'withdrawn',
  balance: 'balance',
  reason: 'reasontype',
  party: 'otherpartyinfo',
  linked: 'linkedtransactionid',
  account: 'acno',
} as const
type Column = keyof typeof COLUMNS
const NEEDED: readonly Column[] = ['receipt', 'at', 'paidIn', 'withdrawn']

/**
 * A statement as the M-Pesa organisation portal exports it: some lines that say whose it is, the heading, the lines, the totals. Columns
 * are found by their names, because there is a short form and a long one. Files of strangers are hostile: what does not read is skipped
 * with its row and the reason, and never guessed.
 */
export function readMpesaStatement(csv: Csv): StatementRead {
  if (csv.kind === 'unreadable') return csv
  const place = csv.rows.slice(0, HEADING_WITHIN).findIndex((row) => isHeading(row))
  const heading = csv.rows[place]
  if (!heading) return { kind: 'unreadable', row: 1, why: NO_STATEMENT }
  const columns = columnsOf(heading)
  const lines: LineRead[] = []
  const skipped: Skipped[] = []
  const keys = new Set<string>()
  for (const row of csv.rows.slice(place + 1)) {
    const line = readRow(row, columns)
    if (line === 'total') continue
    if ('why' in line) skipped.push(line)
    else if (keys.has(line.key)) skipped.push({ place: line.place, why: 'It stands here twice.' })
    else {
      keys.add(line.key)
      lines.push(line)
    }
  }
  if (lines.length === 0)
    return { kind: 'unreadable', row: heading.row, why: 'There is no line below the headings.' }
  return {
    ...{ kind: 'statement', lines, skipped: skipped.slice(0, SKIPPED_MAX) },
    of: shortcodeIn(csv.rows.slice(0, place)),
  }
}

const bare = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, '')

function columnsOf({ cells }: CsvRow): Map<Column, number> {
  const names = cells.map(bare)
  return new Map(
    (Object.keys(COLUMNS) as Column[]).flatMap((column) => {
      const at = names.indexOf(COLUMNS[column])
      return at < 0 ? [] : [[column, at] as const]
    }),
  )
}

function isHeading(row: CsvRow): boolean {
  const columns = columnsOf(row)
  return NEEDED.every((column) => columns.has(column))
}

/** `Short Code:,600100` */
function shortcodeIn(rows: readonly CsvRow[]): string | null {
  for (const { cells } of rows) {
    const at = cells.findIndex((cell) =>
      /^(short ?code|organi[sz]ation short ?code)/.test(cell.toLowerCase()),
    )
    const number = at < 0 ? undefined : /\d{5,9}/.exec(cells.slice(at).join(' '))?.[0]
    if (number !== undefined) return number
  }
  return null
}

function readRow(row: CsvRow, columns: Map<Column, number>): LineRead | Skipped | 'total' {
  const cell = (column: Column) => row.cells[columns.get(column) ?? -1]?.trim() ?? ''
  const skip = (why: string): Skipped => ({ place: row.row, why })
  const receipt = cell('receipt').toUpperCase()
  if (receipt === '' || /total/i.test(row.cells[0] ?? '')) return 'total'
  if (!/^[A-Z0-9]{6,20}$/.test(receipt)) return skip('The receipt is none.')
  if (columns.has('status') && cell('status').toLowerCase() !== 'completed')
    return skip(`It is not completed: ${cell('status').slice(0, 40)}.`)
  const at = readStatementTime(cell('at'))
  if (!at) return skip('The completion time cannot be read.')
  const [paidIn, withdrawn] = [centsIn(cell('paidIn')), centsIn(cell('withdrawn'))]
  if (paidIn === undefined || withdrawn === undefined) return skip('An amount cannot be read.')
  if (paidIn < 0n) return skip('What was paid in is below zero.')
  // Some exports write what went out with a minus, some without.
  const out = withdrawn < 0n ? -withdrawn : withdrawn
  if ((paidIn === 0n) === (out === 0n)) return skip('It says neither in nor out, or both.')
  const cents = paidIn - out
  const details = cell('details')
  const kind = kindOf(cents, cell('reason'), details)
  return {
    ...{
      place: row.row,
      key: `${receipt}:${kind}:${cents}`,
      kind,
      rail: 'mpesa',
      receipt,
      at,
      cents,
    },
    ofReceipt: cell('linked').toUpperCase() || reversedIn(details),
    balanceCents: centsIn(cell('balance')) ?? null,
    told: {
      details,
      account: cell('account') || (/acc\.?\s*(?:no|ref)?\.?\s+(.+)$/i.exec(details)?.[1] ?? null),
      ...partyOf(cell('party') || details),
    },
  }
}

/** Nothing is nothing; `1,234.50` and `-1,234.50` are amounts, and nothing else is. */
function centsIn(given: string): bigint | undefined {
  if (given === '') return 0n
  const text = given.replaceAll(',', '')
  const minus = text.startsWith('-')
  const cents = parseMoney(minus ? text.slice(1) : text)?.cents
  return cents === undefined ? undefined : minus ? -cents : cents
}

/** How a payment begins; behind it stand the payer's name and the account, which payers choose. */
const PAYMENT = /^\s*(?:pay ?bill|buy goods|merchant payment|customer|pay till)/i

/** `Reason Type` where it is told, else the details: the portal has no codes for it. */
function kindOf(cents: bigint, reason: string, details: string): LineKind {
  const words = `${reason} ${details}`
  if (cents > 0n && PAYMENT.test(words) && !/revers/i.test(reason)) return 'payment'
  if (/revers/i.test(words)) return 'reversal'
  if (cents < 0n) {
    if (/charge|fee\b|tariff/i.test(words)) return 'charge'
    if (/b2c|business payment|promotion payment|salary/i.test(words)) return 'payout'
    if (/settlement|withdraw|transfer|utility|to bank/i.test(words)) return 'transfer'
    return 'other'
  }
  if (/pay ?bill|buy goods|merchant payment|customer|pay till/i.test(words)) return 'payment'
  return /settlement|deposit|transfer|utility/i.test(words) ? 'transfer' : 'other'
}

const reversedIn = (details: string) =>
  /revers\w*\s+(?:of|for)?\s*(?:transaction\s+)?([A-Z0-9]{10})\b/i
    .exec(details)?.[1]
    ?.toUpperCase() ?? null

/** `2547****678 - JANE WANJIKU`, alone or behind "from". */
function partyOf(words: string): { name: string | null; phone: string | null } {
  const found = /(\+?254[\d*\s]{5,12}\d{2,4})\s*-\s*([^-]+?)(?:\s+acc\b.*)?$/i.exec(words)
  return { phone: found?.[1]?.trim() ?? null, name: found?.[2]?.trim() || null }
}
