import { Archive, ReceiptText } from 'lucide-react'
import { INVOICE_FILTERS, listInvoices, type InvoiceRow } from '#modules/billing/contract.ts'
import { useSubscriberColumn } from '#web/admin/billing/columns.tsx'
import { STATE_TONES } from '#web/admin/billing/words.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Status } from '#web/ui/Badge.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ButtonLink } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { Day, Money } from '#web/ui/values.tsx'

/** What subscribers were charged. */
export function InvoicesPage() {
  const t = useText()
  const list = useList(listInvoices, { filters: ['state', 'subscriber', 'from', 'to'] })
  return (
    <Page
      title={t('billing.title')}
      lead={t('billing.lead')}
      width="wide"
      actions={
        <ButtonLink icon={<Archive />} to={paths.archives()}>
          {t('documents.archives.title')}
        </ButtonLink>
      }
    >
      <DataTable
        name="invoices"
        label={t('billing.title')}
        list={list}
        columns={useColumns()}
        rowKey={(invoice) => invoice.id}
        rowName={(invoice) => invoice.code}
        rowLink={(invoice) => paths.invoice(invoice.id)}
        filters={[
          {
            id: 'state',
            label: t('billing.state'),
            options: INVOICE_FILTERS.map((state) => ({
              value: state,
              label: t(`billing.states.${state}`),
            })),
          },
        ]}
        searchIn={t('billing.searchIn')}
        empty={
          <EmptyState icon={ReceiptText} title={t('billing.empty')}>
            {t('billing.emptyHint')}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useColumns(): Column<InvoiceRow>[] {
  const t = useText()
  return [
    {
      id: 'code',
      header: t('billing.code'),
      cell: ({ code }) => <span className="tnum font-mono text-sm">{code}</span>,
    },
    useSubscriberColumn(),
    {
      id: 'state',
      header: t('billing.state'),
      cell: ({ state }) => (
        <Status tone={STATE_TONES[state]}>{t(`billing.states.${state}`)}</Status>
      ),
    },
    {
      id: 'issuedAt',
      header: t('billing.issued'),
      sort: 'issuedAt',
      cell: ({ issuedOn }) => <Day on={issuedOn} />,
    },
    {
      id: 'dueOn',
      header: t('billing.due'),
      sort: 'dueOn',
      cell: ({ dueOn }) => <Day on={dueOn} />,
    },
    {
      id: 'open',
      header: t('billing.open'),
      align: 'end',
      cell: ({ open }) => <Money of={open} />,
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
