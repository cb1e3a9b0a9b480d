import { Activity, CirclePower } from 'lucide-react'
import { useState } from 'react'
import { endSessions, listSessions, type LiveSession } from '#modules/access/contract.ts'
import { Answering } from '#web/admin/access/Answering.tsx'
import { EndSessions } from '#web/admin/access/EndSessions.tsx'
import { OnlineTabs } from '#web/admin/access/OnlineTabs.tsx'
import { SessionState } from '#web/admin/access/SessionState.tsx'
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
import { DataVolume, DateTime, Duration, Rate, RelativeTime } from '#web/ui/values.tsx'

/** Usage moves with each report, of which no event tells. */
const AGAIN_MS = 15_000
const STATES = ['changing', 'ending', 'trouble', 'silent', 'walled-garden'] as const

/** Who is online now. */
export function OnlinePage() {
  const t = useText()
  const list = useList(listSessions, {
    filters: ['nasId', 'siteId', 'state', 'serviceId'],
    every_ms: AGAIN_MS,
  })
  const [ending, setEnding] = useState<{ ids: readonly string[]; done: () => void }>()
  return (
    <Page
      title={t('access.online.title')}
      lead={t('access.online.lead')}
      width="wide"
      tabs={<OnlineTabs here={paths.online()} />}
    >
      <Answering />
      <DataTable
        name="online"
        label={t('access.online.label')}
        list={list}
        columns={useColumns()}
        rowKey={(session) => session.id}
        rowName={(session) => session.service?.subscriber.name ?? session.userName}
        rowLink={(session) => paths.session(session.id)}
        filters={useFilters()}
        searchIn={t('access.online.searchIn')}
        bulk={[
          {
            label: t('access.online.end'),
            icon: <CirclePower />,
            danger: true,
            permission: endSessions,
            run: (rows, done) => setEnding({ ids: rows.map(({ id }) => id), done }),
          },
        ]}
        empty={
          <EmptyState icon={Activity} title={t('access.online.emptyTitle')}>
            {t('access.online.emptyBody')}
          </EmptyState>
        }
      />
      {ending && (
        <EndSessions
          sessionIds={ending.ids}
          onClose={() => setEnding(undefined)}
          onDone={ending.done}
        />
      )}
    </Page>
  )
}

function useFilters(): TableFilter[] {
  const t = useText()
  return [
    { id: 'nasId', label: t('access.online.router'), options: useRouterOptions() },
    { id: 'siteId', label: t('access.online.site'), options: useSiteOptions() },
    {
      id: 'state',
      label: t('access.online.state'),
      single: true,
      options: STATES.map((value) => ({ value, label: t(`access.online.stateOf.${value}`) })),
    },
  ]
}

function useColumns(): Column<LiveSession>[] {
  const t = useText()
  const rate = (of: LiveSession['told']) =>
    of ? <Rate of={of} /> : <span className="text-soft">{t('access.online.unlimited')}</span>
  return [
    { id: 'who', header: t('access.online.who'), cell: (session) => <Who of={session} /> },
    {
      id: 'userName',
      header: t('access.online.userName'),
      cell: (session) => (
        <span
          className="block max-w-48 truncate font-mono text-sm leading-6"
          title={session.userName}
        >
          {session.userName}
        </span>
      ),
    },
    {
      id: 'state',
      header: t('access.online.state'),
      cell: (session) => <SessionState of={session.state} serving={session.serving} />,
    },
    {
      id: 'router',
      header: t('access.online.router'),
      cell: (session) => (
        <>
          {session.nas.name}
          <span className="block font-mono text-sm">{session.ipv4 ?? '–'}</span>
        </>
      ),
    },
    {
      id: 'site',
      header: t('access.online.site'),
      hidden: true,
      cell: (session) => session.siteName,
    },
    {
      id: 'station',
      header: t('access.online.station'),
      hidden: true,
      cell: (session) => <span className="font-mono text-sm">{session.station ?? '–'}</span>,
    },
    { id: 'told', header: t('access.online.speed'), cell: (session) => rate(session.told) },
    {
      id: 'meant',
      header: t('access.online.meant'),
      hidden: true,
      cell: (session) => rate(session.meant),
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
    {
      id: 'since',
      header: t('access.online.since'),
      sort: 'startedAt',
      align: 'end',
      cell: (session) => <Duration seconds={session.seconds} />,
    },
    {
      id: 'started',
      header: t('access.online.started'),
      hidden: true,
      cell: (session) => <DateTime at={session.startedAt} />,
    },
    {
      id: 'heard',
      header: t('access.online.heard'),
      hidden: true,
      cell: (session) => <RelativeTime at={session.heardAt} />,
    },
  ]
}
