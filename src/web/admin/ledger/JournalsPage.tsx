import { BookOpenText } from 'lucide-react'
import { listJournals } from '#modules/ledger/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import { useList } from '#web/ui/table/use-list.ts'

/** All journals. */
export function JournalsPage() {
  const t = useText()
  const list = useList(listJournals)
  return (
    <Page title={t('ledger.title')} lead={t('ledger.lead')} width="wide">
      <DataTable
        name="ledger"
        label={t('ledger.title')}
        list={list}
        columns={[
          { id: 'number', header: t('ledger.number'), cell: (row) => row.number, sort: 'number' },
        ]}
        rowKey={(row) => row.id}
        rowName={(row) => row.number}
        searchIn={t('ledger.number')}
        empty={
          <EmptyState icon={BookOpenText} title={t('ledger.empty')}>
            {t('ledger.emptyHint')}
          </EmptyState>
        }
      />
    </Page>
  )
}
