import { Ticket } from 'lucide-react'
import {
  listBatches,
  readLiability,
  type BatchRow,
  type Liability,
} from '#modules/vouchers/contract.ts'
import { SumTable } from '#web/admin/ledger/SumTable.tsx'
import { VouchersPage } from '#web/admin/vouchers/VouchersPage.tsx'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { formatCount, localeOf } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { StatTile } from '#web/ui/StatTile.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { Day, Money } from '#web/ui/values.tsx'

/** What holders of codes can still ask for, by the ledger beside the codes themselves. */
export function LiabilityPage() {
  const t = useText()
  const liability = useCall(readLiability, {})
  return (
    <VouchersPage here={paths.vouchers('liability')} lead={t('vouchers.liability.lead')}>
      <Loaded of={liability} skeleton={<PageSkeleton />}>
        {(loaded) => <Whole liability={loaded} />}
      </Loaded>
    </VouchersPage>
  )
}

function Whole({ liability }: { liability: Liability }) {
  const t = useText()
  const language = useLanguage()
  const { byLedger, byCodes, difference, vouchers, months, differing } = liability
  const isEven = difference.cents === '0' && differing.length === 0
  const monthOf = (month: string) =>
    Temporal.PlainYearMonth.from(month)
      .toPlainDate({ day: 1 })
      .toLocaleString(localeOf(language), { month: 'long', year: 'numeric' })
  return (
    <div className="grid gap-6">
      <Banner
        tone={isEven ? 'good' : 'bad'}
        title={
          isEven
            ? t('vouchers.liability.agrees')
            : t('vouchers.liability.differs', {
                batches: differing.map(({ code }) => code).join(', '),
              })
        }
      />
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <StatTile label={t('vouchers.liability.byLedger')} value={<Money of={byLedger} />} />
        <StatTile label={t('vouchers.liability.byCodes')} value={<Money of={byCodes} />} />
        <StatTile label={t('vouchers.liability.difference')} value={<Money of={difference} />} />
        <StatTile
          label={t('vouchers.liability.vouchers')}
          value={formatCount(vouchers, language)}
        />
      </div>
      {months.length > 0 && (
        <section className="grid gap-2">
          <h2 className="text-lg font-semibold">{t('vouchers.liability.months')}</h2>
          <p className="text-soft">{t('vouchers.liability.monthsHint')}</p>
          <SumTable
            label={t('vouchers.liability.months')}
            rows={months}
            rowKey={({ month }) => month}
            columns={[
              {
                id: 'month',
                header: t('vouchers.liability.month'),
                cell: ({ month }) => monthOf(month),
              },
              {
                ...{ id: 'vouchers', align: 'end', header: t('vouchers.liability.vouchers') },
                cell: (row) => formatCount(row.vouchers, language),
                total: formatCount(vouchers, language),
              },
              {
                ...{ id: 'owed', align: 'end', header: t('vouchers.books.owed') },
                cell: ({ owed }) => <Money of={owed} />,
                total: <Money of={byCodes} />,
              },
            ]}
          />
        </section>
      )}
      <OwedBatches />
    </div>
  )
}

function OwedBatches() {
  const t = useText()
  const language = useLanguage()
  const list = useList(listBatches, { fixed: { only: 'owed' } })
  const columns: Column<BatchRow>[] = [
    {
      ...{ id: 'name', header: t('vouchers.batch'), sort: 'name' },
      cell: (row) => `${row.code} · ${row.name}`,
    },
    {
      ...{ id: 'sold', header: t('vouchers.liability.vouchers'), align: 'end' },
      cell: (row) => formatCount(row.sold, language),
    },
    {
      ...{ id: 'owed', header: t('vouchers.books.owed'), align: 'end' },
      cell: (row) => <Money of={row.owed} />,
    },
    {
      ...{ id: 'lastDay', header: t('vouchers.lastDay'), sort: 'lastDay' },
      cell: (row) => <Day on={row.lastDay} />,
    },
  ]
  return (
    <DataTable
      name="voucher-liability"
      label={t('vouchers.liability.batches')}
      list={list}
      columns={columns}
      rowKey={(row) => row.id}
      rowName={(row) => row.name}
      rowLink={(row) => paths.voucherBatch(row.id)}
      searchIn={t('vouchers.name')}
      empty={
        <EmptyState icon={Ticket} title={t('vouchers.liability.none')}>
          {t('vouchers.liability.noneHint')}
        </EmptyState>
      }
    />
  )
}
