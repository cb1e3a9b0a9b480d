import { Ticket } from 'lucide-react'
import { listVouchers, VOUCHER_STATES, type VoucherRow } from '#modules/vouchers/contract.ts'
import { VOUCHER_TONES } from '#web/admin/vouchers/words.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Status } from '#web/ui/Badge.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { RelativeTime } from '#web/ui/values.tsx'

/** The vouchers of one batch, by what stands on them beside the code. */
export function VoucherList({ batchId }: { batchId: string }) {
  const t = useText()
  const list = useList(listVouchers, { filters: ['state'], fixed: { batchId } })
  const columns: Column<VoucherRow>[] = [
    { id: 'serial', header: t('vouchers.serial'), sort: 'serial', cell: (row) => row.serial },
    {
      id: 'state',
      header: t('vouchers.state'),
      cell: (row) => (
        <Status tone={VOUCHER_TONES[row.state]}>
          {t(`vouchers.states.${row.state}`)}
          {row.why && ` · ${t(`vouchers.void.reasons.${row.why}`)}`}
        </Status>
      ),
    },
    {
      id: 'stateAt',
      header: t('vouchers.since'),
      cell: (row) => <RelativeTime at={row.stateAt} />,
    },
  ]
  return (
    <DataTable
      name="vouchers"
      label={t('vouchers.list')}
      list={list}
      columns={columns}
      rowKey={(row) => row.id}
      rowName={(row) => String(row.serial)}
      rowLink={(row) => paths.voucher(row.id)}
      filters={[
        {
          id: 'state',
          label: t('vouchers.state'),
          options: VOUCHER_STATES.map((value) => ({ value, label: t(`vouchers.states.${value}`) })),
        },
      ]}
      searchIn={t('vouchers.serial')}
      empty={<EmptyState icon={Ticket} title={t('vouchers.noneYet')} />}
    />
  )
}
