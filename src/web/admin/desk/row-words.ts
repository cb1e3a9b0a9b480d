import type { Report, ReportSeries } from '#modules/desk/contract.ts'
import { useLanguage, useText, type Language } from '#web/i18n/index.ts'
import type { desk } from '#web/i18n/en/desk.ts'
import { localeOf } from '#web/ui/format.ts'

type Row = keyof typeof desk.rows
type Age = keyof typeof desk.ages

const MONTH = /^\d{4}-\d\d$/

/** `Nov 2026`. */
export function monthText(month: string, language: Language): string {
  if (!MONTH.test(month)) return month
  return Temporal.PlainDate.from(`${month}-01`).toLocaleString(localeOf(language), {
    ...{ month: 'short', year: 'numeric' },
  })
}

/** How rows and columns of a report are called. */
export function useRowWords(report: Report) {
  const t = useText()
  const language = useLanguage()
  return {
    at: (at: string) =>
      report.report === 'ageing' ? t(`desk.ages.${at as Age}`) : monthText(at, language),
    row: ({ key, name }: ReportSeries) => {
      if (name !== null) return name
      if (key === 'none') return t(`desk.none.${report.by ?? 'plan'}`)
      if (MONTH.test(key)) return monthText(key, language)
      return t(`desk.rows.${key as Row}`)
    },
  }
}
