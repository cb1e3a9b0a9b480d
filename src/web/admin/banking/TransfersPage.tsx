import { Landmark } from 'lucide-react'
import {
  listTransfers,
  TRANSFER_STATES,
  type Transfer,
  type TransferState,
} from '#modules/banking/contract.ts'
import { BankPage } from '#web/admin/banking/BankPage.tsx'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Status, type Tone } from '#web/ui/Badge.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { DateTime, Day, Money } from '#web/ui/values.tsx'

const TONES: Record<TransferState, Tone> = { 'on-its-way': 'info', late: 'bad', arrived: 'good' }

/** Money of ours that left M-Pesa or a drawer for the bank, and whether the bank has it. */
export function TransfersPage() {
  const t = useText()
  const list = useList(listTransfers, { filters: ['state'] })
  const columns: Column<Transfer>[] = [
    {
      ...{ id: 'at', header: t('banking.transfers.left'), sort: 'at' },
      cell: ({ at }) => <DateTime at={at} />,
    },
    {
      ...{ id: 'from', header: t('banking.transfers.from') },
      cell: ({ from }) => t(`banking.own.from.${from}`),
    },
    {
      ...{ id: 'memo', header: t('banking.reference') },
      cell: ({ memo }) => <span className="font-mono text-sm">{memo ?? '–'}</span>,
    },
    {
      ...{ id: 'state', header: t('payments.state') },
      cell: ({ state }) => (
        <Status tone={TONES[state]}>{t(`banking.transfers.states.${state}`)}</Status>
      ),
    },
    {
      ...{ id: 'arrivedOn', header: t('banking.transfers.arrivedOn') },
      cell: ({ arrivedOn }) => (arrivedOn === null ? '–' : <Day on={arrivedOn} />),
    },
    {
      ...{ id: 'amount', header: t('banking.amount'), align: 'end' },
      cell: ({ amount }) => <Money of={amount} signed />,
    },
  ]
  return (
    <BankPage here={paths.bank('transfers')}>
      <DataTable
        name="bank-transfers"
        label={t('banking.transfers.title')}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        rowName={(row) => row.memo ?? row.at}
        filters={[
          {
            id: 'state',
            label: t('payments.state'),
            options: TRANSFER_STATES.map((value) => ({
              value,
              label: t(`banking.transfers.states.${value}`),
            })),
          },
        ]}
        searchIn={t('banking.reference')}
        empty={
          <EmptyState icon={Landmark} title={t('banking.transfers.empty')}>
            {t('banking.transfers.emptyHint')}
          </EmptyState>
        }
      />
    </BankPage>
  )
}
