import { HandCoins } from 'lucide-react'
import { listPayments } from '#modules/payments/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import { useList } from '#web/ui/table/use-list.ts'

/** All payments. */
export function PaymentsPage() {
  const t = useText()
  const list = useList(listPayments)
  return (
    <Page title={t('payments.title')} lead={t('payments.lead')} width="wide">
      <DataTable
        name="payments"
        label={t('payments.title')}
        list={list}
        columns={[{ id: 'receipt', header: t('payments.receipt'), cell: (row) => row.receipt }]}
        rowKey={(row) => row.id}
        rowName={(row) => row.receipt}
        searchIn={t('payments.receipt')}
        empty={
          <EmptyState icon={HandCoins} title={t('payments.empty')}>
            {t('payments.emptyHint')}
          </EmptyState>
        }
      />
    </Page>
  )
}
