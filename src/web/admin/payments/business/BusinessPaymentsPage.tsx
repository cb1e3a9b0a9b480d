import { Send } from 'lucide-react'
import { useState } from 'react'
import {
  BUSINESS_PAYMENT_STATES,
  listBusinessPayments,
  payBusiness,
  type BusinessPayment,
} from '#modules/payments/contract.ts'
import { useAccountName } from '#web/admin/ledger/use-account-name.ts'
import { BusinessState } from '#web/admin/payments/business/BusinessState.tsx'
import { OneBusinessPayment } from '#web/admin/payments/business/OneBusinessPayment.tsx'
import { PayBusiness } from '#web/admin/payments/business/PayBusiness.tsx'
import { MoneyInPage } from '#web/admin/payments/MoneyInPage.tsx'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { Money, RelativeTime } from '#web/ui/values.tsx'

/** Money that our shortcodes sent to banks, utilities and suppliers. */
export function BusinessPaymentsPage() {
  const t = useText()
  const accountName = useAccountName()
  const mayNot = useMayNot()
  const [isPaying, setPaying] = useState(false)
  const [shown, setShown] = useState<BusinessPayment>()
  const list = useList(listBusinessPayments, { filters: ['state'] })
  const columns: Column<BusinessPayment>[] = [
    { id: 'to', header: t('payments.business.to'), cell: (one) => <Receiver of={one} /> },
    { id: 'reason', header: t('payments.reason'), cell: (one) => one.reason },
    {
      id: 'bookedTo',
      header: t('payments.business.bookedTo'),
      cell: (one) => accountName(one.bookedTo),
    },
    { id: 'state', header: t('payments.state'), cell: (one) => <BusinessState of={one} /> },
    {
      id: 'askedAt',
      header: t('payments.refunds.askedAt'),
      sort: 'askedAt',
      cell: (one) => <RelativeTime at={one.askedAt} />,
    },
    {
      id: 'amount',
      header: t('payments.amount'),
      align: 'end',
      cell: (one) => <Money of={one.amount} />,
    },
  ]
  const pay = (
    <Button
      look="primary"
      icon={<Send />}
      onClick={() => setPaying(true)}
      disabledBecause={mayNot(payBusiness)}
    >
      {t('payments.business.pay')}
    </Button>
  )
  return (
    <MoneyInPage here={paths.payments('businesses')} actions={pay}>
      <DataTable
        name="business-payments"
        label={t('payments.business.title')}
        list={list}
        columns={columns}
        rowKey={(one) => one.id}
        rowName={(one) => one.reason}
        onOpen={setShown}
        filters={[
          {
            id: 'state',
            label: t('payments.state'),
            options: BUSINESS_PAYMENT_STATES.map((state) => ({
              value: state,
              label: t(`payments.business.states.${state}`),
            })),
          },
        ]}
        searchIn={t('payments.business.searchIn')}
        empty={
          <EmptyState icon={Send} title={t('payments.business.empty')} action={pay}>
            {t('payments.business.emptyHint')}
          </EmptyState>
        }
      />
      {isPaying && <PayBusiness onClose={() => setPaying(false)} />}
      {shown && <OneBusinessPayment of={shown} onClose={() => setShown(undefined)} />}
    </MoneyInPage>
  )
}

function Receiver({ of: { to } }: { of: BusinessPayment }) {
  const t = useText()
  return (
    <span>
      {t(`payments.mpesa.kindsOf.${to.kind}`)} {to.number}
      {to.account !== null && <span className="text-soft"> {to.account}</span>}
    </span>
  )
}
