import { kes } from '#kernel/money.ts'
import type { Report, ReportSeries } from '#modules/desk/contract.ts'
import { useRowWords } from '#web/admin/desk/row-words.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { cn } from '#web/ui/cn.ts'
import { formatCount, formatShare } from '#web/ui/format.ts'
import { Link } from '#web/ui/Link.tsx'
import { Money } from '#web/ui/values.tsx'
import { Sideways } from '#web/ui/Sideways.tsx'

const STRONG = new Set(['end', 'start', 'payers', 'vat-due', 'excise-due', 'open'])

/** All numbers of a report; a month leads to what was invoiced in it. */
export function ReportTable({ report }: { report: Report }) {
  const t = useText()
  const words = useRowWords(report)
  const hasTotals = report.series.some(({ total }) => total !== null) && report.at.length > 1
  const cell =
    'px-3 py-2 text-right whitespace-nowrap first:sticky first:left-0 first:bg-surface first:text-left'
  return (
    <Sideways
      label={t(`desk.reports.${report.report}`)}
      className="rounded-lg border bg-surface"
      startsAt="right"
    >
      <table className="w-full text-sm">
        <thead className="border-b bg-sunken text-soft">
          <tr>
            <th className={cn(cell, 'first:bg-sunken')} />
            {report.at.map((at) => (
              <th key={at} scope="col" className={cn(cell, 'font-medium')}>
                <Behind report={report} at={at}>
                  {words.at(at)}
                </Behind>
              </th>
            ))}
            {hasTotals && (
              <th scope="col" className={cn(cell, 'font-medium')}>
                {t('desk.total')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {report.series.map((row) => (
            <tr
              key={row.key}
              className={cn('border-b last:border-b-0', STRONG.has(row.key) && 'font-semibold')}
            >
              <th scope="row" className={cn(cell, 'max-w-56 truncate font-[inherit]')}>
                {words.row(row)}
              </th>
              {row.values.map((value, place) => (
                <td key={report.at[place]} className={cell}>
                  <Value row={row} of={value} />
                </td>
              ))}
              {hasTotals && (
                <td className={cn(cell, 'font-semibold')}>
                  <Value row={row} of={row.total} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Sideways>
  )
}

/** To the things themselves: invoices of that month or state, where there is a list of them. */
function Behind({ report, at, children }: { report: Report; at: string; children: string }) {
  if (report.report === 'collection') {
    const first = Temporal.PlainDate.from(`${at}-01`)
    const last = first.add({ months: 1 }).subtract({ days: 1 })
    return (
      <Link to={`${paths.invoices()}?from=${first.toString()}&to=${last.toString()}`}>
        {children}
      </Link>
    )
  }
  if (report.report === 'ageing')
    return (
      <Link to={`${paths.invoices()}?state=${at === 'not-due' ? 'open' : 'overdue'}`}>
        {children}
      </Link>
    )
  return children
}

function Value({ row, of }: { row: ReportSeries; of: string | null }) {
  const language = useLanguage()
  if (of === null) return null
  // Most of a young ISP's months have nothing in them; what there is should catch the eye.
  if (of === '0') return <span className="text-soft">–</span>
  if (row.measure === 'money') return <Money of={kes(BigInt(of))} />
  if (row.measure === 'share')
    return <span className="tnum">{formatShare(Number(of) / 10_000, language)}</span>
  return <span className="tnum">{formatCount(BigInt(of), language)}</span>
}
