import { Banknote } from 'lucide-react'
import { DRAWER_STATES, listDrawers } from '#modules/tills/contract.ts'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { useDrawerColumns } from '#web/admin/tills/columns.tsx'
import { TillsPage } from '#web/admin/tills/TillsPage.tsx'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import { useList } from '#web/ui/table/use-list.ts'

/** All drawers, the latest first. */
export function DrawersPage() {
  const t = useText()
  const sites = useSiteOptions()
  const columns = useDrawerColumns()
  const list = useList(listDrawers, { filters: ['state', 'site', 'only'] })
  return (
    <TillsPage here={paths.tills('drawers')}>
      <DataTable
        name="drawers"
        label={t('tills.drawers')}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        rowName={(row) => row.number}
        rowLink={(row) => paths.drawer(row.id)}
        filters={[
          {
            id: 'state',
            label: t('tills.state'),
            options: DRAWER_STATES.map((value) => ({ value, label: t(`tills.states.${value}`) })),
          },
          { id: 'site', label: t('tills.site'), options: [...sites] },
          {
            ...{ id: 'only', label: t('tills.only') },
            options: [{ value: 'differing', label: t('tills.differing') }],
          },
        ]}
        searchIn={t('tills.drawer')}
        empty={
          <EmptyState icon={Banknote} title={t('tills.empty')}>
            {t('tills.emptyHint')}
          </EmptyState>
        }
      />
    </TillsPage>
  )
}
