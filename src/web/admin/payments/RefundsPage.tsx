import { Undo2 } from 'lucide-react'
import { listRefunds, REFUND_STATES, type RefundRow } from '#modules/payments/contract.ts'
import { OwnerName } from '#web/admin/payments/columns.tsx'
import { MoneyInPage } from '#web/admin/payments/MoneyInPage.tsx'
import { REFUND_TONES } from '#web/admin/payments/words.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Status } from '#web/ui/Badge.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { Money, RelativeTime } from '#web/ui/values.tsx'

/** Money given back, and on its way back. */
export function RefundsPage() {
  const t = useText()
  const list = useList(listRefunds, { filters: ['state'] })
  const columns: Column<RefundRow>[] = [
    {
      id: 'owner',
      header: t('payments.owner'),
      cell: (refund) => <OwnerName of={refund.owner} />,
    },
    { id: 'reason', header: t('payments.refunds.reason'), cell: (refund) => refund.reason },
    {
      id: 'state',
      header: t('payments.state'),
      cell: (refund) => (
        <Status tone={REFUND_TONES[refund.state]}>
          {t(`payments.refunds.states.${refund.state}`)}
        </Status>
      ),
    },
    {
      id: 'askedAt',
      header: t('payments.refunds.askedAt'),
      sort: 'askedAt',
      cell: (refund) => <RelativeTime at={refund.askedAt} />,
    },
    {
      id: 'amount',
      header: t('payments.amount'),
      align: 'end',
      cell: (refund) => <Money of={refund.amount} />,
    },
  ]
  return (
    <MoneyInPage here={paths.payments('refunds')}>
      <DataTable
        name="refunds"
        label={t('payments.refunds.title')}
        list={list}
        columns={columns}
        rowKey={(refund) => refund.id}
        rowName={(refund) => refund.reason}
        rowLink={(refund) => paths.payment(refund.paymentId)}
        filters={[
          {
            id: 'state',
            label: t('payments.state'),
            options: REFUND_STATES.map((state) => ({
              value: state,
              label: t(`payments.refunds.states.${state}`),
            })),
          },
        ]}
        searchIn={t('payments.receipt')}
        empty={
          <EmptyState icon={Undo2} title={t('payments.refunds.empty')}>
            {t('payments.refunds.emptyHint')}
          </EmptyState>
        }
      />
    </MoneyInPage>
  )
}
