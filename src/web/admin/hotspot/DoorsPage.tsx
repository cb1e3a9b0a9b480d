import { Wifi } from 'lucide-react'
import { listDoors, type DoorRow } from '#modules/hotspot/contract.ts'
import { HotspotTabs } from '#web/admin/hotspot/HotspotTabs.tsx'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Status } from '#web/ui/Badge.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { formatCount } from '#web/ui/format.ts'
import { Page } from '#web/ui/Page.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { Money } from '#web/ui/values.tsx'

/** The hotspots of all sites, with what they sell. */
export function DoorsPage() {
  const t = useText()
  const language = useLanguage()
  const list = useList(listDoors, { filters: [] })
  const columns: Column<DoorRow>[] = [
    {
      id: 'name',
      header: t('hotspot.place'),
      sort: 'name',
      cell: (row) => `${row.code} · ${row.name}`,
    },
    {
      id: 'state',
      header: t('hotspot.state'),
      cell: (row) => (
        <Status tone={row.isOpen ? 'good' : 'neutral'}>
          {t(row.isOpen ? 'hotspot.open' : 'hotspot.shut')}
        </Status>
      ),
    },
    {
      id: 'passes',
      header: t('hotspot.passes'),
      align: 'end',
      cell: (row) => formatCount(row.passes, language),
    },
    {
      id: 'sold',
      header: t('hotspot.sold'),
      align: 'end',
      cell: (row) => <Money of={row.sold} />,
    },
  ]
  return (
    <Page
      title={t('hotspot.title')}
      lead={t('hotspot.lead')}
      width="wide"
      tabs={<HotspotTabs here={paths.hotspots()} />}
    >
      <DataTable
        name="hotspots"
        label={t('hotspot.doors')}
        list={list}
        columns={columns}
        rowKey={(row) => row.siteId}
        rowName={(row) => row.name}
        rowLink={(row) => paths.hotspot(row.siteId)}
        searchIn={t('hotspot.place')}
        empty={
          <EmptyState icon={Wifi} title={t('hotspot.none')}>
            {t('hotspot.noneHint')}
          </EmptyState>
        }
      />
    </Page>
  )
}
