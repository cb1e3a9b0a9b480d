import { ShieldCheck } from 'lucide-react'
import { listWrongTries, type WrongTryRow } from '#modules/vouchers/contract.ts'
import { VouchersPage } from '#web/admin/vouchers/VouchersPage.tsx'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { RelativeTime } from '#web/ui/values.tsx'

const KINDS = ['device', 'address'] as const

/** Codes that were tried and are none. */
export function WrongTriesPage() {
  const t = useText()
  const list = useList(listWrongTries, { filters: ['kind'] })
  const columns: Column<WrongTryRow>[] = [
    {
      id: 'kind',
      header: t('vouchers.wrong.kind'),
      cell: (row) => t(`vouchers.wrong.kinds.${row.kind}`),
    },
    { id: 'tries', header: t('vouchers.wrong.tries'), align: 'end', cell: (row) => row.tries },
    { id: 'stolen', header: t('vouchers.wrong.stolen'), align: 'end', cell: (row) => row.stolen },
    {
      id: 'lastAt',
      header: t('vouchers.wrong.lastAt'),
      sort: 'lastAt',
      cell: (row) => <RelativeTime at={row.lastAt} />,
    },
  ]
  return (
    <VouchersPage here={paths.vouchers('wrong-codes')} lead={t('vouchers.wrong.lead')}>
      <DataTable
        name="wrong-codes"
        label={t('vouchers.wrong.title')}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        rowName={(row) => row.lastAt}
        filters={[
          {
            id: 'kind',
            label: t('vouchers.wrong.kind'),
            options: KINDS.map((value) => ({ value, label: t(`vouchers.wrong.kinds.${value}`) })),
          },
        ]}
        empty={<EmptyState icon={ShieldCheck} title={t('vouchers.wrong.empty')} />}
      />
    </VouchersPage>
  )
}
