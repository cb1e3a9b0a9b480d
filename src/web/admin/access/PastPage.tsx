import { History } from 'lucide-react'
import { listPastSessions, type PastSession } from '#modules/access/contract.ts'
import { OnlineTabs } from '#web/admin/access/OnlineTabs.tsx'
import { useCause } from '#web/admin/access/use-reason.ts'
import { Who } from '#web/admin/access/Who.tsx'
import { useRouterOptions } from '#web/admin/network/use-router-options.ts'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column, TableFilter } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { DataVolume, DateTime, Duration } from '#web/ui/values.tsx'

/** Sessions that are over, with how and why. */
export function PastPage() {
  const t = useText()
  const list = useList(listPastSessions, { filters: ['nasId', 'siteId', 'serviceId'] })
  const filters: TableFilter[] = [
    { id: 'nasId', label: t('access.online.router'), options: useRouterOptions() },
    { id: 'siteId', label: t('access.online.site'), options: useSiteOptions() },
  ]
  return (
    <Page
      title={t('access.online.title')}
      lead={t('access.online.pastLead')}
      width="wide"
      tabs={<OnlineTabs here={paths.online('past')} />}
    >
      <DataTable
        name="past-sessions"
        label={t('access.past.label')}
        list={list}
        columns={useColumns()}
        rowKey={(session) => session.id}
        rowName={(session) => session.service?.subscriber.name ?? session.station ?? session.id}
        rowLink={(session) => paths.session(session.id)}
        filters={filters}
        searchIn={t('access.past.searchIn')}
        empty={
          <EmptyState icon={History} title={t('access.past.emptyTitle')}>
            {t('access.past.emptyBody')}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useColumns(): Column<PastSession>[] {
  const t = useText()
  const cause = useCause()
  return [
    { id: 'who', header: t('access.online.who'), cell: (session) => <Who of={session} /> },
    { id: 'router', header: t('access.online.router'), cell: (session) => session.nas.name },
    {
      id: 'address',
      header: t('access.online.address'),
      cell: (session) => <span className="font-mono text-sm">{session.ipv4 ?? '–'}</span>,
    },
    {
      id: 'station',
      header: t('access.online.station'),
      cell: (session) => <span className="font-mono text-sm">{session.station ?? '–'}</span>,
    },
    {
      id: 'started',
      header: t('access.online.started'),
      sort: 'startedAt',
      cell: (session) => <DateTime at={session.startedAt} />,
    },
    {
      id: 'lasted',
      header: t('access.past.lasted'),
      align: 'end',
      cell: (session) => <Duration seconds={session.seconds} />,
    },
    {
      id: 'usage',
      header: t('access.online.usage'),
      align: 'end',
      cell: (session) => (
        <span className="whitespace-nowrap">
          <DataVolume of={session.down} /> / <DataVolume of={session.up} />
        </span>
      ),
    },
    { id: 'cause', header: t('access.past.cause'), cell: (session) => cause(session.cause) },
  ]
}
