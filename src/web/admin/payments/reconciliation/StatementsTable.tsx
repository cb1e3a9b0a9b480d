import { FileSpreadsheet } from 'lucide-react'
import { listStatements, type Statement } from '#modules/payments/contract.ts'
import { useAccountName } from '#web/admin/ledger/use-account-name.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Status } from '#web/ui/Badge.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { DateTime, RelativeTime } from '#web/ui/values.tsx'

/** The files that were imported, and how each agreed. */
export function StatementsTable() {
  const t = useText()
  const accountName = useAccountName()
  const list = useList(listStatements)
  const columns: Column<Statement>[] = [
    { id: 'file', header: t('payments.statements.file'), cell: (one) => one.fileName },
    {
      id: 'account',
      header: t('payments.statements.account'),
      cell: (one) => accountName(one.account),
    },
    {
      id: 'from',
      header: t('payments.statements.from'),
      cell: (one) => <DateTime at={one.from} />,
    },
    { id: 'to', header: t('payments.statements.to'), cell: (one) => <DateTime at={one.to} /> },
    { id: 'lines', header: t('payments.statements.lines'), align: 'end', cell: (one) => one.lines },
    {
      id: 'booked',
      header: t('payments.statements.booked'),
      align: 'end',
      cell: (one) => one.booked,
    },
    {
      id: 'state',
      header: t('payments.state'),
      cell: (one) => <HowItAgreed of={one} />,
    },
    {
      id: 'importedAt',
      header: t('payments.statements.importedAt'),
      sort: 'importedAt',
      cell: (one) => <RelativeTime at={one.importedAt} />,
    },
  ]
  return (
    <section>
      <h2 className="mb-4 text-lg font-semibold">{t('payments.statements.title')}</h2>
      <DataTable
        name="statements"
        label={t('payments.statements.title')}
        list={list}
        columns={columns}
        rowKey={(one) => one.id}
        rowName={(one) => one.fileName}
        rowLink={(one) => paths.providerStatement(one.id)}
        empty={
          <EmptyState icon={FileSpreadsheet} title={t('payments.statements.none')}>
            {t('payments.statements.noneHint')}
          </EmptyState>
        }
      />
    </section>
  )
}

function HowItAgreed({ of }: { of: Statement }) {
  const t = useText()
  if (!of.isCompared) return <Status tone="neutral">{t('payments.statements.comparing')}</Status>
  if (of.open > 0)
    return <Status tone="bad">{t('payments.statements.openCount', { count: of.open })}</Status>
  if (of.gaps > 0)
    return <Status tone="warn">{t('payments.statements.gaps', { count: of.gaps })}</Status>
  return <Status tone="good">{t('payments.statements.agrees')}</Status>
}
