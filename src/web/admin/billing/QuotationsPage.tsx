import { FilePen } from 'lucide-react'
import { listQuotations, QUOTATION_STATES, type QuotationRow } from '#modules/billing/contract.ts'
import { useSubscriberColumn } from '#web/admin/billing/columns.tsx'
import { QUOTATION_TONES } from '#web/admin/billing/words.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Status } from '#web/ui/Badge.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { DateTime, Day, Money } from '#web/ui/values.tsx'

/** What was offered to subscribers. */
export function QuotationsPage() {
  const t = useText()
  const list = useList(listQuotations, { filters: ['state', 'subscriber'] })
  return (
    <Page title={t('billing.quotation.title')} lead={t('billing.quotation.lead')} width="wide">
      <DataTable
        name="quotations"
        label={t('billing.quotation.title')}
        list={list}
        columns={useColumns()}
        rowKey={(quotation) => quotation.id}
        rowName={(quotation) => quotation.code ?? t('billing.quotation.draft')}
        rowLink={(quotation) => paths.quotation(quotation.id)}
        filters={[
          {
            id: 'state',
            label: t('billing.state'),
            options: QUOTATION_STATES.map((state) => ({
              value: state,
              label: t(`billing.quotation.states.${state}`),
            })),
          },
        ]}
        searchIn={t('billing.quotation.searchIn')}
        empty={
          <EmptyState icon={FilePen} title={t('billing.quotation.empty')}>
            {t('billing.quotation.emptyHint')}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useColumns(): Column<QuotationRow>[] {
  const t = useText()
  return [
    {
      id: 'code',
      header: t('billing.code'),
      cell: ({ code }) =>
        code === null ? (
          t('billing.quotation.draft')
        ) : (
          <span className="tnum font-mono text-sm">{code}</span>
        ),
    },
    useSubscriberColumn(),
    {
      id: 'state',
      header: t('billing.state'),
      cell: ({ state }) => (
        <Status tone={QUOTATION_TONES[state]}>{t(`billing.quotation.states.${state}`)}</Status>
      ),
    },
    {
      id: 'madeAt',
      header: t('billing.quotation.made'),
      sort: 'madeAt',
      cell: ({ madeAt }) => <DateTime at={madeAt} />,
    },
    {
      id: 'validOn',
      header: t('billing.quotation.validOn'),
      cell: ({ validOn }) => (validOn === null ? '–' : <Day on={validOn} />),
    },
    {
      id: 'amount',
      header: t('billing.amount'),
      sort: 'amount',
      align: 'end',
      cell: ({ gross }) => <Money of={gross} />,
    },
  ]
}
