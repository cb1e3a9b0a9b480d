import { List, MapPin, MapPinned, Plus } from 'lucide-react'
import { listSites, type SiteRow, openSite } from '#modules/organization/contract.ts'
import { countyOptions, kindOptions } from '#web/admin/organization/options.ts'
import { OpenSite } from '#web/admin/sites/OpenSite.tsx'
import { SitesMap } from '#web/admin/sites/SitesMap.tsx'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { keep, useKept } from '#web/state/kept.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useGo } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Segmented } from '#web/ui/Segmented.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column, TableFilter } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { useOpened } from '#web/ui/use-opened.ts'
import { RelativeTime } from '#web/ui/values.tsx'

export function SitesPage() {
  const t = useText()
  const go = useGo()
  const mayNot = useMayNot()
  const list = useList(listSites, { filters: ['kind', 'county', 'state'] })
  const [opening, setOpening] = useOpened('new')
  const shape = useKept('sites', (kept) => (kept === 'map' ? 'map' : 'table'))
  const refused = mayNot(openSite)
  const openButton = (
    <Button
      look="primary"
      icon={<Plus />}
      onClick={() => setOpening(true)}
      disabledBecause={refused}
    >
      {t('organization.sites.open')}
    </Button>
  )

  return (
    <Page
      title={t('organization.sites.title')}
      lead={t('organization.sites.lead')}
      width="wide"
      actions={
        <>
          <Segmented
            label={t('organization.sites.view')}
            value={shape}
            onChange={(next) => keep('sites', next)}
            options={[
              { value: 'table', label: t('organization.sites.asTable'), icon: <List /> },
              { value: 'map', label: t('organization.sites.asMap'), icon: <MapPinned /> },
            ]}
          />
          {openButton}
        </>
      }
    >
      {shape === 'map' && <SitesMap rows={list.page?.items ?? []} />}
      <DataTable
        name="sites"
        label={t('organization.sites.label')}
        list={list}
        columns={useColumns()}
        rowKey={(site) => site.id}
        rowName={(site) => site.name}
        rowLink={(site) => paths.site(site.id)}
        filters={useFilters()}
        searchIn={t('organization.sites.searchIn')}
        empty={
          <EmptyState icon={MapPin} title={t('organization.sites.emptyTitle')} action={openButton}>
            {t('organization.sites.emptyBody')}
          </EmptyState>
        }
      />
      {opening && (
        <OpenSite
          onClose={() => setOpening(false)}
          onOpened={(site) => {
            setOpening(false)
            go(paths.site(site.id))
          }}
        />
      )}
    </Page>
  )
}

function useFilters(): TableFilter[] {
  const t = useText()
  return [
    { id: 'kind', label: t('organization.sites.kind'), options: kindOptions(t) },
    { id: 'county', label: t('organization.sites.county'), options: countyOptions },
    {
      id: 'state',
      label: t('organization.sites.state'),
      single: true,
      options: [
        { value: 'open', label: t('organization.sites.stateOpen') },
        { value: 'archived', label: t('organization.sites.stateArchived') },
        { value: 'all', label: t('organization.sites.stateAll') },
      ],
    },
  ]
}

function useColumns(): Column<SiteRow>[] {
  const t = useText()
  return [
    {
      id: 'name',
      header: t('organization.sites.name'),
      sort: 'name',
      cell: (site) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          {site.name}
          {site.state === 'archived' && <Badge>{t('organization.sites.stateArchived')}</Badge>}
        </span>
      ),
    },
    {
      id: 'code',
      header: t('organization.sites.code'),
      sort: 'code',
      cell: (site) => <span className="font-mono text-sm">{site.code}</span>,
    },
    {
      id: 'kind',
      header: t('organization.sites.kind'),
      cell: (site) => t(`organization.kind.${site.kind}`),
    },
    {
      id: 'county',
      header: t('organization.sites.county'),
      sort: 'county',
      cell: (site) => site.county,
    },
    { id: 'town', header: t('organization.sites.town'), cell: (site) => site.town ?? '–' },
    {
      id: 'address',
      header: t('organization.sites.address'),
      hidden: true,
      cell: (site) => site.address ?? '–',
    },
    {
      id: 'openedAt',
      header: t('organization.sites.openedAt'),
      sort: 'openedAt',
      hidden: true,
      cell: (site) => <RelativeTime at={site.openedAt} />,
    },
    {
      id: 'changedAt',
      header: t('organization.sites.changedAt'),
      sort: 'changedAt',
      cell: (site) => <RelativeTime at={site.changedAt} />,
    },
  ]
}
