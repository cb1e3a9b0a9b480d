import { Scale } from 'lucide-react'
import { useState } from 'react'
import type { MoneyOnWire } from '#kernel/money.ts'
import { readTrialBalance, type TrialBalance } from '#modules/ledger/contract.ts'
import { LedgerPage } from '#web/admin/ledger/LedgerPage.tsx'
import { SumTable } from '#web/admin/ledger/SumTable.tsx'
import { useAccountName } from '#web/admin/ledger/use-account-name.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { Link } from '#web/ui/Link.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { Money } from '#web/ui/values.tsx'
import { useToday } from '#web/ui/zone.ts'

const DAY = /^\d{4}-\d\d-\d\d$/

/** What every account holds at the end of a day, and what moved since another. */
export function TrialBalancePage() {
  const t = useText()
  const today = useToday().toString()
  const [from, setFrom] = useState('')
  const [asOf, setAsOf] = useState(today)
  const balance = useCall(readTrialBalance, {
    ...(DAY.test(from) && { from }),
    ...(DAY.test(asOf) && { asOf }),
  })
  return (
    <LedgerPage here={paths.ledger('trial-balance')}>
      <div className="mb-5 grid max-w-xl gap-5 sm:grid-cols-2">
        <DateField
          label={t('ledger.balance.from')}
          value={from}
          onChange={setFrom}
          optional
          max={today}
        />
        <DateField label={t('ledger.balance.asOf')} value={asOf} onChange={setAsOf} max={today} />
      </div>
      <Loaded of={balance} skeleton={<PageSkeleton />}>
        {(loaded) =>
          loaded.rows.length === 0 ? (
            <EmptyState icon={Scale} title={t('ledger.balance.empty')}>
              {t('ledger.balance.emptyHint')}
            </EmptyState>
          ) : (
            <Rows balance={loaded} />
          )
        }
      </Loaded>
    </LedgerPage>
  )
}

function Rows({ balance }: { balance: TrialBalance }) {
  const t = useText()
  const nameOf = useAccountName()
  const { totals } = balance
  const days = `${balance.from === null ? '' : `&from=${balance.from}`}&to=${balance.asOf}`
  return (
    <SumTable
      label={t('ledger.balance.title')}
      rows={balance.rows}
      rowKey={(row) => row.account.code}
      columns={[
        {
          id: 'account',
          header: t('ledger.journals.account'),
          total: t('ledger.balance.total'),
          cell: (row) => (
            <Link to={`${paths.ledger('journals')}?account=${row.account.code}${days}`}>
              <span className="tnum">{row.account.code}</span> {nameOf(row.account)}
            </Link>
          ),
        },
        ...(balance.from === null
          ? []
          : [
              {
                id: 'opening',
                header: t('ledger.balance.opening'),
                align: 'end' as const,
                wide: true,
                cell: (row: Row) => <Sided of={row.opening} />,
              },
            ]),
        {
          id: 'moved-debit',
          header: t('ledger.balance.movedDebit'),
          align: 'end',
          wide: true,
          cell: (row) => <Money of={row.debit} />,
          total: <Money of={totals.debit} />,
        },
        {
          id: 'moved-credit',
          header: t('ledger.balance.movedCredit'),
          align: 'end',
          wide: true,
          cell: (row) => <Money of={row.credit} />,
          total: <Money of={totals.credit} />,
        },
        {
          id: 'debit',
          header: t('ledger.balance.closingDebit'),
          align: 'end',
          cell: (row) => (BigInt(row.closing.cents) > 0n ? <Money of={row.closing} /> : null),
          total: <Money of={totals.closingDebit} />,
        },
        {
          id: 'credit',
          header: t('ledger.balance.closingCredit'),
          align: 'end',
          cell: (row) =>
            BigInt(row.closing.cents) < 0n ? <Money of={without(row.closing)} /> : null,
          total: <Money of={totals.closingCredit} />,
        },
      ]}
    />
  )
}

type Row = TrialBalance['rows'][number]

function without(amount: MoneyOnWire): MoneyOnWire {
  return { ...amount, cents: amount.cents.replace('-', '') }
}

/** An amount on the side where it stands, as accountants write it: `1,000 Dr`. */
function Sided({ of }: { of: MoneyOnWire }) {
  const t = useText()
  const cents = BigInt(of.cents)
  if (cents === 0n) return <Money of={of} />
  return (
    <>
      <Money of={without(of)} />{' '}
      <span className="text-soft">
        {cents > 0n ? t('ledger.balance.dr') : t('ledger.balance.cr')}
      </span>
    </>
  )
}
