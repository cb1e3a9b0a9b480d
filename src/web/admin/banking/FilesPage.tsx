import { FileText } from 'lucide-react'
import { listAccounts, listImports, type ImportRow } from '#modules/banking/contract.ts'
import { BankPage } from '#web/admin/banking/BankPage.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { DateTime, Day } from '#web/ui/values.tsx'

/** Files that were imported. */
export function FilesPage() {
  const t = useText()
  const accounts = useCall(listAccounts, {}).data?.accounts ?? []
  const list = useList(listImports, { filters: ['account'] })
  const columns: Column<ImportRow>[] = [
    {
      ...{ id: 'importedAt', header: t('banking.files.at'), sort: 'importedAt' },
      cell: ({ importedAt }) => <DateTime at={importedAt} />,
    },
    {
      ...{ id: 'account', header: t('banking.account') },
      cell: ({ accountId }) => accounts.find(({ id }) => id === accountId)?.name,
    },
    {
      ...{ id: 'file', header: t('banking.files.name') },
      cell: ({ fileName, format }) => `${fileName} (${format.toUpperCase()})`,
    },
    {
      ...{ id: 'days', header: t('banking.files.days') },
      cell: ({ from, to }) =>
        from !== null &&
        to !== null && (
          <>
            <Day on={from} /> – <Day on={to} />
          </>
        ),
    },
    {
      ...{ id: 'fresh', header: t('banking.files.fresh'), align: 'end' },
      cell: ({ fresh, lines }) => `${fresh} / ${lines}`,
    },
  ]
  return (
    <BankPage here={paths.bank('files')}>
      <DataTable
        name="bank-files"
        label={t('banking.files.title')}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        rowName={(row) => row.fileName}
        filters={[
          {
            id: 'account',
            label: t('banking.account'),
            options: accounts.map(({ id, name }) => ({ value: id, label: name })),
          },
        ]}
        empty={<EmptyState icon={FileText} title={t('banking.files.empty')} />}
      />
    </BankPage>
  )
}
