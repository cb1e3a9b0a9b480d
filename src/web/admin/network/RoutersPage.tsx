import { useLocation } from '@tanstack/react-router'
import { Plus, Router } from 'lucide-react'
import { useState } from 'react'
import { addNas, listNas, NAS_HEALTH, type NasRow } from '#modules/network/contract.ts'
import { AddRouter } from '#web/admin/network/AddRouter.tsx'
import { Crowd } from '#web/admin/network/Crowd.tsx'
import { RouterHealth } from '#web/admin/network/RouterHealth.tsx'
import { SecretDialog } from '#web/admin/network/SecretDialog.tsx'
import { useProfileOptions } from '#web/admin/network/use-profile-options.ts'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { readSearch } from '#web/search-params.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useGo } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column, TableFilter } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { useOpened } from '#web/ui/use-opened.ts'
import { RelativeTime } from '#web/ui/values.tsx'

/** Routers that ask RADIUS, with how they are. */
export function RoutersPage() {
  const t = useText()
  const go = useGo()
  const mayNot = useMayNot()
  const list = useList(listNas, { filters: ['siteId', 'profile', 'health', 'state'] })
  const [adding, setAdding] = useOpened('new')
  const { address: heardFrom } = readSearch(useLocation().searchStr)
  const [made, setMade] = useState<{ nasId: string; secret: string }>()
  const add = (
    <Button
      look="primary"
      icon={<Plus />}
      onClick={() => setAdding(true)}
      disabledBecause={mayNot(addNas)}
    >
      {t('network.routers.add')}
    </Button>
  )
  return (
    <Page
      title={t('network.routers.title')}
      lead={t('network.routers.lead')}
      width="wide"
      actions={add}
    >
      <DataTable
        name="routers"
        label={t('network.routers.label')}
        list={list}
        columns={useColumns()}
        rowKey={(router) => router.id}
        rowName={(router) => router.name}
        rowLink={(router) => paths.router(router.id)}
        filters={useFilters()}
        searchIn={t('network.routers.searchIn')}
        empty={
          <EmptyState icon={Router} title={t('network.routers.emptyTitle')} action={add}>
            {t('network.routers.emptyBody')}
          </EmptyState>
        }
      />
      {adding && (
        <AddRouter
          address={typeof heardFrom === 'string' ? heardFrom : undefined}
          onClose={() => setAdding(false)}
          onAdded={({ nas, secret }) => {
            setAdding(false)
            setMade({ nasId: nas.id, secret })
          }}
        />
      )}
      {made && <SecretDialog secret={made.secret} onClose={() => go(paths.router(made.nasId))} />}
    </Page>
  )
}

function useFilters(): TableFilter[] {
  const t = useText()
  return [
    {
      id: 'health',
      label: t('network.routers.health'),
      options: NAS_HEALTH.map((value) => ({
        value,
        label: t(`network.routers.healthOf.${value}`),
      })),
    },
    { id: 'siteId', label: t('network.routers.site'), options: useSiteOptions() },
    { id: 'profile', label: t('network.routers.profile'), options: useProfileOptions() },
    {
      id: 'state',
      label: t('network.routers.state'),
      single: true,
      options: [
        { value: 'in-service', label: t('network.routers.inService') },
        { value: 'archived', label: t('network.routers.archived') },
        { value: 'all', label: t('network.routers.all') },
      ],
    },
  ]
}

function useColumns(): Column<NasRow>[] {
  const t = useText()
  return [
    {
      id: 'name',
      header: t('network.routers.name'),
      sort: 'name',
      cell: (router) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          {router.name}
          {router.state === 'archived' && <Badge>{t('network.routers.archived')}</Badge>}
        </span>
      ),
    },
    {
      id: 'health',
      header: t('network.routers.health'),
      cell: (router) => <RouterHealth of={router.health} />,
    },
    {
      id: 'site',
      header: t('network.routers.site'),
      sort: 'site',
      cell: (router) => router.siteName,
    },
    {
      id: 'address',
      header: t('network.routers.address'),
      cell: (router) => (
        <span className="font-mono text-sm">{router.address ?? router.tunnelAddress}</span>
      ),
    },
    {
      id: 'profile',
      header: t('network.routers.profile'),
      cell: (router) => router.profileName,
    },
    {
      id: 'sessions',
      header: t('network.routers.sessions'),
      align: 'end',
      cell: (router) => <Crowd of={router} />,
    },
    {
      id: 'lastSeenAt',
      header: t('network.routers.lastSeen'),
      sort: 'lastSeenAt',
      cell: (router) => (router.lastSeenAt ? <RelativeTime at={router.lastSeenAt} /> : '–'),
    },
    {
      id: 'addedAt',
      header: t('network.routers.addedAt'),
      sort: 'addedAt',
      hidden: true,
      cell: (router) => <RelativeTime at={router.addedAt} />,
    },
  ]
}
