import { Plus, Search, Ticket } from 'lucide-react'
import {
  addBatch,
  BATCH_STATES,
  findVoucher,
  listBatches,
  type BatchRow,
} from '#modules/vouchers/contract.ts'
import { AddBatch } from '#web/admin/vouchers/AddBatch.tsx'
import { FindVoucher } from '#web/admin/vouchers/FindVoucher.tsx'
import { VouchersPage } from '#web/admin/vouchers/VouchersPage.tsx'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Status } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { formatCount } from '#web/ui/format.ts'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { useOpened } from '#web/ui/use-opened.ts'
import { Day, Money } from '#web/ui/values.tsx'

const TONES = { making: 'info', ready: 'good', done: 'neutral' } as const

/** All batches, with what became of their codes and what is owed for them. */
export function BatchesPage() {
  const t = useText()
  const mayNot = useMayNot()
  const list = useList(listBatches, { filters: ['state'] })
  const [isAdding, setAdding] = useOpened('new')
  const [isFinding, setFinding] = useOpened('find')
  const columns = useColumns()
  const add = (
    <Button
      look="primary"
      icon={<Plus />}
      onClick={() => setAdding(true)}
      disabledBecause={mayNot(addBatch)}
    >
      {t('vouchers.add')}
    </Button>
  )
  return (
    <VouchersPage
      here={paths.vouchers()}
      lead={t('vouchers.lead')}
      actions={
        <>
          <Button
            icon={<Search />}
            onClick={() => setFinding(true)}
            disabledBecause={mayNot(findVoucher)}
          >
            {t('vouchers.find.title')}
          </Button>
          {add}
        </>
      }
    >
      <DataTable
        name="voucher-batches"
        label={t('vouchers.batches')}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        rowName={(row) => row.name}
        rowLink={(row) => paths.voucherBatch(row.id)}
        filters={[
          {
            id: 'state',
            label: t('vouchers.state'),
            options: BATCH_STATES.map((value) => ({
              value,
              label: t(`vouchers.batchStates.${value}`),
            })),
          },
        ]}
        searchIn={t('vouchers.name')}
        empty={
          <EmptyState icon={Ticket} title={t('vouchers.empty')} action={add}>
            {t('vouchers.emptyHint')}
          </EmptyState>
        }
      />
      {isFinding && <FindVoucher onClose={() => setFinding(false)} />}
      {isAdding && <AddBatch onClose={() => setAdding(false)} />}
    </VouchersPage>
  )
}

function useColumns(): Column<BatchRow>[] {
  const t = useText()
  const language = useLanguage()
  const count = (id: 'printed' | 'sold' | 'redeemed'): Column<BatchRow> => ({
    ...{ id, align: 'end', header: t(`vouchers.states.${id}`) },
    cell: (row) => formatCount(row[id], language),
  })
  return [
    {
      id: 'name',
      header: t('vouchers.name'),
      sort: 'name',
      cell: (row) => `${row.code} · ${row.name}`,
    },
    { id: 'plan', header: t('vouchers.plan'), cell: (row) => row.plan.name },
    {
      id: 'state',
      header: t('vouchers.state'),
      cell: (row) => (
        <Status tone={TONES[row.state]}>{t(`vouchers.batchStates.${row.state}`)}</Status>
      ),
    },
    {
      id: 'face',
      header: t('vouchers.face'),
      align: 'end',
      cell: (row) => <Money of={row.face} />,
    },
    ...(['printed', 'sold', 'redeemed'] as const).map(count),
    {
      id: 'owed',
      header: t('vouchers.books.owed'),
      align: 'end',
      cell: (row) => <Money of={row.owed} />,
    },
    {
      id: 'lastDay',
      header: t('vouchers.lastDay'),
      sort: 'lastDay',
      cell: (row) => <Day on={row.lastDay} />,
    },
  ]
}
