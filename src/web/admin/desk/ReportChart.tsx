import { kes, formatMoney } from '#kernel/money.ts'
import type { Report, ReportName, ReportSeries } from '#modules/desk/contract.ts'
import { useRowWords } from '#web/admin/desk/row-words.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { Chart } from '#web/ui/chart/Chart.tsx'
import { formatCount, localeOf } from '#web/ui/format.ts'

/** Which rows a chart draws; all of them for revenue, of which the largest. */
const DRAWN: Record<Exclude<ReportName, 'revenue'>, readonly string[]> = {
  recurring: ['new', 'expansion', 'reactivation', 'contraction', 'churn'],
  ageing: ['owed'],
  collection: ['collected', 'credited', 'written-off', 'open'],
  payers: ['payers'],
  tax: ['excise-charged', 'vat-charged'],
}
const ROWS_MAX = 5

export function ReportChart({ report }: { report: Report }) {
  const t = useText()
  const language = useLanguage()
  const words = useRowWords(report)
  const drawn =
    report.report === 'revenue'
      ? report.series.slice(0, ROWS_MAX)
      : report.series.filter(({ key }) => DRAWN[report.report as keyof typeof DRAWN].includes(key))
  const isMoney = drawn.every(({ measure }) => measure === 'money')
  // A chart draws with floats: whole shillings are far inside what they hold exactly.
  const drawnValue = (row: ReportSeries, place: number) =>
    Number(row.values[place] ?? 0) / (isMoney ? 100 : 1)
  const short = new Intl.NumberFormat(localeOf(language), { notation: 'compact' })
  const format = (value: number) =>
    isMoney
      ? formatMoney(kes(BigInt(Math.round(value * 100))), language)
      : formatCount(value, language)
  return (
    <Chart
      kind={report.report === 'payers' ? 'area' : 'bar'}
      label={t(`desk.reports.${report.report}`)}
      series={drawn.map((row) => ({ key: row.key, label: words.row(row) }))}
      data={report.at.map((at, place) => ({
        at: words.at(at),
        ...Object.fromEntries(drawn.map((row) => [row.key, drawnValue(row, place)])),
      }))}
      format={format}
      formatAxis={(value) => short.format(value)}
      stacked={report.report !== 'payers' && report.report !== 'ageing'}
    />
  )
}
