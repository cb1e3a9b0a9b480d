import type { Report, ReportSeries } from '../contract.ts'

/** As spreadsheets read it: a line for each row, a column for each month; amounts with a point, shares in percent. */
export function reportCsv(report: Report): string {
  const rows = [
    ['', ...report.at, 'total'],
    ...report.series.map((row) => [
      row.name ?? row.key,
      ...[...row.values, row.total].map((value) => written(row, value)),
    ]),
    ...(report.ledger
      ? [['ledger', ...report.at.map(() => ''), hundredths(report.ledger.total)]]
      : []),
  ]
  return `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

function written(row: ReportSeries, value: string | null | undefined): string {
  if (value === null || value === undefined) return ''
  return row.measure === 'count' ? value : hundredths(value)
}

function hundredths(digits: string): string {
  const cents = BigInt(digits)
  const whole = String(cents < 0n ? -cents : cents).padStart(3, '0')
  return `${cents < 0n ? '-' : ''}${whole.slice(0, -2)}.${whole.slice(-2)}`
}

/** RFC 4180; names that a spreadsheet would take for a formula are told to be text (OWASP, CSV injection). */
function cell(text: string): string {
  const safe = /^[=+@\t\r]|^-[^\d]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
