import { ScrollText } from 'lucide-react'
import { listAwaitedCertificates, type AwaitedCertificate } from '#modules/billing/contract.ts'
import { useSubscriberColumn } from '#web/admin/billing/columns.tsx'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { Day, Money } from '#web/ui/values.tsx'

/** Whom to ask for which certificate: tax that payers kept back, and that we cannot claim without one. */
export function CertificatesPage() {
  const t = useText()
  const list = useList(listAwaitedCertificates, { filters: [] })
  return (
    <Page
      title={t('billing.certificates.title')}
      lead={t('billing.certificates.lead')}
      width="wide"
    >
      <DataTable
        name="awaited-certificates"
        label={t('billing.certificates.title')}
        list={list}
        columns={useColumns()}
        rowKey={(row) => row.id}
        rowName={(row) => row.code}
        rowLink={(row) => paths.invoice(row.id)}
        searchIn={t('billing.searchIn')}
        empty={
          <EmptyState icon={ScrollText} title={t('billing.certificates.empty')}>
            {t('billing.certificates.emptyHint')}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useColumns(): Column<AwaitedCertificate>[] {
  const t = useText()
  return [
    {
      id: 'code',
      header: t('billing.code'),
      cell: ({ code }) => <span className="tnum font-mono text-sm">{code}</span>,
    },
    useSubscriberColumn(),
    {
      id: 'issuedAt',
      header: t('billing.issued'),
      sort: 'issuedAt',
      cell: ({ issuedOn }) => <Day on={issuedOn} />,
    },
    {
      id: 'open',
      header: t('billing.open'),
      align: 'end',
      cell: ({ open }) => <Money of={open} />,
    },
    {
      id: 'awaited',
      header: t('billing.certificates.awaited'),
      align: 'end',
      cell: ({ awaited }) => <Money of={awaited} />,
    },
  ]
}
