import { Repeat } from 'lucide-react'
import {
  listStandingOrders,
  STANDING_STATES,
  type StandingOrder,
} from '#modules/payments/contract.ts'
import { OwnerName } from '#web/admin/payments/columns.tsx'
import { MoneyInPage } from '#web/admin/payments/MoneyInPage.tsx'
import { StandingState } from '#web/admin/payments/StandingState.tsx'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { Day, Money, Phone, RelativeTime } from '#web/ui/values.tsx'

/** Who pays by itself, and whose payments stopped coming. */
export function StandingOrdersPage() {
  const t = useText()
  const list = useList(listStandingOrders, { filters: ['state', 'subscriber'] })
  const columns: Column<StandingOrder>[] = [
    { id: 'owner', header: t('payments.owner'), cell: ({ owner }) => <OwnerName of={owner} /> },
    { id: 'phone', header: t('payments.ask.phone'), cell: ({ phone }) => <Phone of={phone} /> },
    { id: 'state', header: t('payments.state'), cell: (one) => <StandingState of={one} /> },
    {
      id: 'frequency',
      header: t('payments.standing.frequency'),
      cell: ({ frequency }) => t(`payments.standing.frequencies.${frequency}`),
    },
    {
      id: 'nextOn',
      header: t('payments.standing.next'),
      cell: ({ nextOn }) => (nextOn === null ? '–' : <Day on={nextOn} />),
    },
    {
      id: 'askedAt',
      header: t('payments.refunds.askedAt'),
      sort: 'askedAt',
      cell: ({ askedAt }) => <RelativeTime at={askedAt} />,
    },
    {
      id: 'amount',
      header: t('payments.amount'),
      align: 'end',
      cell: ({ amount }) => <Money of={amount} />,
    },
  ]
  return (
    <MoneyInPage here={paths.payments('standing')}>
      <DataTable
        name="standing-orders"
        label={t('payments.standing.title')}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        rowName={({ owner }) => owner.name}
        rowLink={({ owner }) => paths.subscriber(owner.id, 'money')}
        filters={[
          {
            id: 'state',
            label: t('payments.state'),
            options: STANDING_STATES.map((value) => ({
              value,
              label: t(`payments.standing.states.${value}`),
            })),
          },
        ]}
        searchIn={t('payments.standing.searchIn')}
        empty={
          <EmptyState icon={Repeat} title={t('payments.standing.empty')}>
            {t('payments.standing.emptyHint')}
          </EmptyState>
        }
      />
    </MoneyInPage>
  )
}
