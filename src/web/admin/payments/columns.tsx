import type { Owner, PaymentRow } from '#modules/payments/contract.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import { STATE_TONES } from '#web/admin/payments/words.ts'
import { useText } from '#web/i18n/index.ts'
import { Status } from '#web/ui/Badge.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { DateTime, Money, RelativeTime } from '#web/ui/values.tsx'

/** Whose it is, by name and number; nobody's yet. */
export function OwnerName({ of }: { of: Owner | null }) {
  const t = useText()
  if (of === null) return <span className="text-soft">{t('payments.nobody')}</span>
  return (
    <>
      {of.name} <span className="tnum text-soft">{formatNumber(of.number)}</span>
    </>
  )
}

/** Cash has no receipt but ours, which nobody needs to read: its number says enough. */
export function Receipt({ of }: { of: Pick<PaymentRow, 'rail' | 'receipt' | 'number'> }) {
  return (
    <span className="font-mono text-sm break-all">
      {of.rail === 'cash' ? `#${of.number}` : of.receipt}
    </span>
  )
}

export function usePaymentColumns(): Column<PaymentRow>[] {
  const t = useText()
  return [
    {
      id: 'receipt',
      header: t('payments.receipt'),
      cell: (payment) => <Receipt of={payment} />,
    },
    {
      id: 'rail',
      header: t('payments.rail'),
      cell: (payment) => t(`payments.rails.${payment.rail}`),
    },
    {
      id: 'owner',
      header: t('payments.owner'),
      cell: (payment) => <OwnerName of={payment.owner} />,
    },
    {
      id: 'state',
      header: t('payments.state'),
      cell: (payment) => (
        <Status tone={STATE_TONES[payment.state]}>{t(`payments.states.${payment.state}`)}</Status>
      ),
    },
    {
      id: 'receivedAt',
      header: t('payments.receivedAt'),
      sort: 'receivedAt',
      hidden: true,
      cell: (payment) => <RelativeTime at={payment.receivedAt} />,
    },
    {
      id: 'paidAt',
      header: t('payments.paidAt'),
      sort: 'paidAt',
      cell: (payment) => <DateTime at={payment.paidAt} />,
    },
    {
      id: 'amount',
      header: t('payments.amount'),
      sort: 'amount',
      align: 'end',
      cell: (payment) => <Money of={payment.amount} />,
    },
  ]
}
