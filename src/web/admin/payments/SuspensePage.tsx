import { CircleCheckBig } from 'lucide-react'
import { listPayments, readSuspense, type Suspense } from '#modules/payments/contract.ts'
import { usePaymentColumns } from '#web/admin/payments/columns.tsx'
import { MoneyInPage } from '#web/admin/payments/MoneyInPage.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { cn } from '#web/ui/cn.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { Skeleton } from '#web/ui/Skeleton.tsx'
import { StatTile } from '#web/ui/StatTile.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import { useList } from '#web/ui/table/use-list.ts'
import { Money } from '#web/ui/values.tsx'

/** Money that waits for its owner, the oldest first: somebody paid and does not have what they paid for. */
export function SuspensePage() {
  const t = useText()
  const suspense = useCall(readSuspense, {})
  const list = useList(listPayments, { fixed: { state: ['suspense'], sort: 'receivedAt' } })
  return (
    <MoneyInPage here={paths.payments('suspense')}>
      <Loaded of={suspense} skeleton={<Skeleton className="mb-6 h-24 w-full" />}>
        {(loaded) => <Ages suspense={loaded} />}
      </Loaded>
      <DataTable
        name="suspense"
        label={t('payments.suspense.title')}
        list={list}
        columns={usePaymentColumns().filter(({ id }) => id !== 'owner' && id !== 'state')}
        rowKey={(payment) => payment.id}
        rowName={(payment) => payment.receipt}
        rowLink={(payment) => paths.payment(payment.id)}
        searchIn={t('payments.searchIn')}
        empty={
          <EmptyState icon={CircleCheckBig} title={t('payments.suspense.empty')}>
            {t('payments.suspense.emptyHint')}
          </EmptyState>
        }
      />
    </MoneyInPage>
  )
}

function Ages({ suspense: { ages, total } }: { suspense: Suspense }) {
  const t = useText()
  return (
    <div className="mb-6 grid gap-3 sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-6">
      <StatTile label={t('payments.suspense.total')} value={<Money of={total} />} />
      {ages.map(({ upTo_days, payments, amount }) => (
        // On a phone the payments are what one came for, not how many there are none of.
        <div key={upTo_days} className={cn('grid', payments === 0 && 'max-sm:hidden')}>
          <StatTile
            label={
              upTo_days === null
                ? t('payments.suspense.longer')
                : t('payments.suspense.upTo', { count: upTo_days })
            }
            value={<Money of={amount} />}
            hint={t('payments.suspense.count', { count: payments })}
          />
        </div>
      ))}
    </div>
  )
}
