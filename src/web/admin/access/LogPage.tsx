import { ScrollText } from 'lucide-react'
import { useState } from 'react'
import { listAttempts, readTraffic, type Attempt } from '#modules/access/contract.ts'
import { Answering } from '#web/admin/access/Answering.tsx'
import { AttemptOutcome } from '#web/admin/access/AttemptOutcome.tsx'
import { AttemptPanel } from '#web/admin/access/AttemptPanel.tsx'
import { RadiusTabs } from '#web/admin/access/RadiusTabs.tsx'
import { useMethod } from '#web/admin/access/use-method.ts'
import { useReason } from '#web/admin/access/use-reason.ts'
import { useRouterOptions } from '#web/admin/network/use-router-options.ts'
import { useCall } from '#web/api.ts'
import { useText, useLanguage } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { formatCount } from '#web/ui/format.ts'
import { Page } from '#web/ui/Page.tsx'
import { StatTile } from '#web/ui/StatTile.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column, TableFilter } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { DateTime, Rate } from '#web/ui/values.tsx'

/** The log is written every two seconds; nobody is told of each row. */
const AGAIN_MS = 4_000

/** Every attempt to get online. */
export function LogPage() {
  const t = useText()
  const list = useList(listAttempts, {
    filters: ['outcome', 'reason', 'nasId', 'serviceId'],
    every_ms: AGAIN_MS,
  })
  const [open, setOpen] = useState<Attempt>()
  return (
    <Page
      title={t('access.radius.title')}
      lead={t('access.radius.lead')}
      width="wide"
      tabs={<RadiusTabs here={paths.radius()} />}
    >
      <Answering />
      <Traffic />
      <DataTable
        name="radius-log"
        label={t('access.radius.label')}
        list={list}
        columns={useColumns()}
        rowKey={(attempt) => attempt.id}
        rowName={(attempt) => attempt.userName}
        onOpen={setOpen}
        filters={useFilters()}
        searchIn={t('access.radius.searchIn')}
        empty={
          <EmptyState icon={ScrollText} title={t('access.radius.emptyTitle')}>
            {t('access.radius.emptyBody')}
          </EmptyState>
        }
      />
      {open && <AttemptPanel attempt={open} onClose={() => setOpen(undefined)} />}
    </Page>
  )
}

function Traffic() {
  const t = useText()
  const language = useLanguage()
  const reason = useReason()
  const { data } = useCall(readTraffic, {}, { refetchInterval: 5 * AGAIN_MS })
  if (!data) return null
  const accepts = data.minutes.map((minute) => minute.accepts)
  const rejects = data.minutes.map((minute) => minute.rejects)
  const sum = (some: readonly number[]) => some.reduce((all, one) => all + one, 0)
  const [top] = data.reasons
  return (
    <div className="mb-5 grid gap-4 sm:grid-cols-3">
      <StatTile
        label={t('access.radius.accepts')}
        value={formatCount(sum(accepts), language)}
        trend={accepts}
      />
      <StatTile
        label={t('access.radius.rejects')}
        value={formatCount(sum(rejects), language)}
        trend={rejects}
        hint={data.unlogged > 0 && t('access.radius.unlogged', { count: data.unlogged })}
      />
      <StatTile
        label={t('access.radius.topReason')}
        value={<span className="text-base font-medium">{top ? reason(top.reason) : '–'}</span>}
        hint={top && t('access.radius.times', { count: top.count })}
      />
    </div>
  )
}

function useFilters(): TableFilter[] {
  const t = useText()
  return [
    {
      id: 'outcome',
      label: t('access.radius.outcome'),
      single: true,
      options: [
        { value: 'accept', label: t('access.radius.accept') },
        { value: 'reject', label: t('access.radius.reject') },
      ],
    },
    { id: 'nasId', label: t('access.radius.router'), options: useRouterOptions() },
  ]
}

function useColumns(): Column<Attempt>[] {
  const t = useText()
  const reason = useReason()
  const method = useMethod()
  return [
    {
      id: 'name',
      header: t('access.radius.name'),
      cell: (attempt) => (
        <span
          className="block max-w-56 truncate font-mono text-sm leading-6"
          title={attempt.userName}
        >
          {attempt.userName}
        </span>
      ),
    },
    {
      id: 'at',
      header: t('access.radius.at'),
      sort: 'at',
      cell: (attempt) => <DateTime at={attempt.lastAt} />,
    },
    {
      id: 'outcome',
      header: t('access.radius.outcome'),
      cell: (attempt) => <AttemptOutcome of={attempt} />,
    },
    {
      id: 'reason',
      header: t('access.radius.reason'),
      cell: (attempt) => reason(attempt.reason),
    },
    {
      id: 'speed',
      header: t('access.radius.speed'),
      cell: (attempt) => (attempt.rate ? <Rate of={attempt.rate} /> : '–'),
    },
    { id: 'router', header: t('access.radius.router'), cell: (attempt) => attempt.nas.name },
    {
      id: 'station',
      header: t('access.radius.station'),
      cell: (attempt) => <span className="font-mono text-sm">{attempt.station ?? '–'}</span>,
    },
    {
      id: 'method',
      header: t('access.radius.method'),
      hidden: true,
      cell: (attempt) => method(attempt.method),
    },
  ]
}
