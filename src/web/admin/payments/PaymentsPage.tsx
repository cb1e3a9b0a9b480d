import { HandCoins, Plus } from 'lucide-react'
import { listPayments, PAYMENT_STATES, RAILS, recordPayment } from '#modules/payments/contract.ts'
import { usePaymentColumns } from '#web/admin/payments/columns.tsx'
import { MoneyInPage } from '#web/admin/payments/MoneyInPage.tsx'
import { RecordPayment } from '#web/admin/payments/RecordPayment.tsx'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useGo } from '#web/ui/Link.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import { useList } from '#web/ui/table/use-list.ts'
import { useOpened } from '#web/ui/use-opened.ts'

/** Money that came in. */
export function PaymentsPage() {
  const t = useText()
  const go = useGo()
  const list = useList(listPayments, {
    filters: ['state', 'rail', 'only', 'subscriber', 'from', 'to'],
  })
  const [isRecording, setRecording] = useOpened('new')
  const record = (
    <Button
      look="primary"
      icon={<Plus />}
      onClick={() => setRecording(true)}
      disabledBecause={useMayNot()(recordPayment)}
    >
      {t('payments.record.title')}
    </Button>
  )
  return (
    <MoneyInPage here={paths.payments()} actions={record}>
      <DataTable
        name="payments"
        label={t('payments.title')}
        list={list}
        columns={usePaymentColumns()}
        rowKey={(payment) => payment.id}
        rowName={(payment) => payment.receipt}
        rowLink={(payment) => paths.payment(payment.id)}
        filters={[
          {
            id: 'state',
            label: t('payments.state'),
            options: PAYMENT_STATES.map((state) => ({
              value: state,
              label: t(`payments.states.${state}`),
            })),
          },
          {
            id: 'rail',
            label: t('payments.rail'),
            options: RAILS.map((rail) => ({ value: rail, label: t(`payments.rails.${rail}`) })),
          },
          {
            id: 'only',
            label: t('payments.only'),
            single: true,
            options: (['all', 'told-differently', 'refunded'] as const).map((only) => ({
              value: only,
              label: t(`payments.onlyThese.${only}`),
            })),
          },
        ]}
        searchIn={t('payments.searchIn')}
        empty={
          <EmptyState icon={HandCoins} title={t('payments.empty')} action={record}>
            {t('payments.emptyHint')}
          </EmptyState>
        }
      />
      {isRecording && (
        <RecordPayment
          onClose={() => setRecording(false)}
          onDone={(payment) => {
            setRecording(false)
            go(paths.payment(payment.id))
          }}
        />
      )}
    </MoneyInPage>
  )
}
