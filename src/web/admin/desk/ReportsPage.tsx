import { useLocation } from '@tanstack/react-router'
import { ChartColumn, Download } from 'lucide-react'
import { useState } from 'react'
import { fileUrl } from '#kernel/client.ts'
import {
  BREAKDOWNS,
  downloadReport,
  readReport,
  REPORTS,
  type Breakdown,
  type Report,
  type ReportName,
} from '#modules/desk/contract.ts'
import { ReportChart } from '#web/admin/desk/ReportChart.tsx'
import { ReportTable } from '#web/admin/desk/ReportTable.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { buttonLook } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { Link } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { TabLinks } from '#web/ui/Tabs.tsx'
import { Money } from '#web/ui/values.tsx'
import { useToday } from '#web/ui/zone.ts'

const DAY = /^\d{4}-\d\d-\d\d$/
const SPANS = ['3', '6', '12', '24', '36'] as const
const WITHOUT_MONTHS: readonly ReportName[] = ['ageing']

/** One report, at the end of a day, over some months. */
export function ReportsPage() {
  const t = useText()
  const { pathname } = useLocation()
  const report = REPORTS.find((name) => pathname === paths.reports(name)) ?? 'recurring'
  return (
    <Page
      title={t('desk.title')}
      lead={t('desk.lead')}
      width="wide"
      tabs={
        <TabLinks
          label={t('desk.title')}
          here={paths.reports(report)}
          tabs={REPORTS.map((name) => ({
            to: paths.reports(name),
            label: t(`desk.reports.${name}`),
          }))}
        />
      }
    >
      <OneReport key={report} name={report} />
    </Page>
  )
}

function OneReport({ name }: { name: ReportName }) {
  const t = useText()
  const today = useToday()
  const [asOf, setAsOf] = useState(today.toString())
  const [span, setSpan] = useState<(typeof SPANS)[number]>('12')
  const [by, setBy] = useState<Breakdown>('plan')
  const day = DAY.test(asOf) ? Temporal.PlainDate.from(asOf) : today
  const from = day.with({ day: 1 }).subtract({ months: Number(span) - 1 })
  const asked = {
    ...{ report: name, asOf: day.toString(), from: from.toString() },
    ...(name === 'revenue' && { by }),
  }
  const found = useCall(readReport, asked)
  return (
    <div className="grid grid-cols-1 gap-6">
      <div className="flex flex-wrap items-end gap-4">
        <div className="w-44">
          <DateField
            label={t('desk.asOf')}
            value={asOf}
            onChange={setAsOf}
            max={today.toString()}
          />
        </div>
        {!WITHOUT_MONTHS.includes(name) && (
          <div className="w-28">
            <SelectField
              label={t('desk.months')}
              value={span}
              onChange={setSpan}
              options={SPANS.map((value) => ({ value, label: value }))}
            />
          </div>
        )}
        {name === 'revenue' && (
          <div className="w-56">
            <SelectField
              label={t('desk.by')}
              value={by}
              onChange={setBy}
              options={BREAKDOWNS.map((value) => ({
                value,
                label: t(`desk.breakdowns.${value}`),
              }))}
            />
          </div>
        )}
        <span className="flex-1" />
        <a className={buttonLook({ look: 'plain' })} href={fileUrl(downloadReport, asked)} download>
          <Download aria-hidden="true" />
          {t('desk.csv')}
        </a>
      </div>
      <Loaded of={found} skeleton={<PageSkeleton />}>
        {(report) => <Shown report={report} />}
      </Loaded>
    </div>
  )
}

function Shown({ report }: { report: Report }) {
  const t = useText()
  const isEmpty = report.series.every(({ values }) =>
    values.every((value) => value === null || value === '0'),
  )
  if (isEmpty)
    return (
      <EmptyState icon={ChartColumn} title={t('desk.nothing')}>
        {t('desk.nothingHint')}
      </EmptyState>
    )
  return (
    <>
      <Card title={t(`desk.reports.${report.report}`)} hint={t(`desk.hints.${report.report}`)}>
        <ReportChart report={report} />
      </Card>
      <ReportTable report={report} />
      <Ties report={report} />
    </>
  )
}

/** Where in the ledger the same is counted. */
const ACCOUNTS: Partial<Record<ReportName, number>> = {
  ageing: 1100,
  collection: 1100,
  tax: 2300,
  revenue: 4000,
  payers: 4000,
}

function Ties({ report }: { report: Report }) {
  const t = useText()
  if (!report.ledger) return null
  const { difference } = report.ledger
  const account = ACCOUNTS[report.report]
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-sm text-soft">
      {difference === '0' ? (
        t('desk.ties')
      ) : (
        <span className="text-warn-text">
          {t('desk.differs')} <Money of={{ cents: difference, currency: 'KES' }} />
        </span>
      )}
      {account !== undefined && (
        <Link to={`${paths.ledger('journals')}?account=${account}&to=${report.asOf}`}>
          {t('desk.journals')}
        </Link>
      )}
    </p>
  )
}
