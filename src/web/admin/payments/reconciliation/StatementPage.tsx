import { useParams } from '@tanstack/react-router'
import { FileSpreadsheet } from 'lucide-react'
import {
  LINE_KINDS,
  LINE_STATES,
  listStatementLines,
  readStatement,
  type Statement,
  type StatementLine,
} from '#modules/payments/contract.ts'
import { useAccountName } from '#web/admin/ledger/use-account-name.ts'
import { LINE_TONES } from '#web/admin/payments/words.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Status } from '#web/ui/Badge.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { DateTime, Money } from '#web/ui/values.tsx'

export function StatementPage() {
  const { statementId = '' } = useParams({ strict: false })
  const statement = useCall(readStatement, { statementId })
  return (
    <Loaded of={statement} skeleton={<PageSkeleton />}>
      {(loaded) => <OneStatement key={loaded.id} statement={loaded} />}
    </Loaded>
  )
}

/** The lines of a statement, and what became of each. */
function OneStatement({ statement }: { statement: Statement }) {
  const t = useText()
  const accountName = useAccountName()
  const list = useList(listStatementLines, {
    fixed: { statement: statement.id },
    filters: ['state', 'kind'],
  })
  const columns: Column<StatementLine>[] = [
    {
      id: 'receipt',
      header: t('payments.receipt'),
      cell: (line) => <span className="font-mono text-sm">{line.receipt ?? '–'}</span>,
    },
    {
      id: 'kind',
      header: t('payments.differences.what'),
      cell: (line) => t(`payments.statements.kinds.${line.kind}`),
    },
    {
      id: 'name',
      header: t('payments.payerName'),
      cell: (line) => [line.name, line.phone].filter(Boolean).join(' '),
    },
    { id: 'account', header: t('payments.account'), cell: (line) => line.account ?? '' },
    { id: 'details', header: t('payments.details'), hidden: true, cell: (line) => line.details },
    {
      id: 'state',
      header: t('payments.state'),
      cell: (line) => (
        <Status tone={LINE_TONES[line.state]}>
          {t(`payments.statements.lineStates.${line.state}`)}
        </Status>
      ),
    },
    {
      id: 'at',
      header: t('payments.paidAt'),
      sort: 'at',
      cell: (line) => <DateTime at={line.at} />,
    },
    {
      id: 'amount',
      header: t('payments.amount'),
      align: 'end',
      cell: (line) => <Money of={line.amount} signed />,
    },
  ]
  return (
    <Page
      title={statement.fileName}
      lead={
        <>
          {accountName(statement.account)} · <DateTime at={statement.from} /> –{' '}
          <DateTime at={statement.to} />
        </>
      }
      crumbs={[{ label: t('payments.statements.tab'), to: paths.payments('reconciliation') }]}
    >
      <DataTable
        name="statement-lines"
        label={t('payments.statements.lines')}
        list={list}
        columns={columns}
        rowKey={(line) => line.id}
        rowName={(line) => line.receipt ?? String(line.place)}
        rowLink={(line) =>
          line.paymentId === null ? paths.payments('reconciliation') : paths.payment(line.paymentId)
        }
        filters={[
          {
            id: 'state',
            label: t('payments.state'),
            options: LINE_STATES.map((state) => ({
              value: state,
              label: t(`payments.statements.lineStates.${state}`),
            })),
          },
          {
            id: 'kind',
            label: t('payments.differences.what'),
            options: LINE_KINDS.map((kind) => ({
              value: kind,
              label: t(`payments.statements.kinds.${kind}`),
            })),
          },
        ]}
        searchIn={t('payments.receipt')}
        empty={
          <EmptyState icon={FileSpreadsheet} title={t('payments.statements.none')}>
            {t('payments.statements.noneHint')}
          </EmptyState>
        }
      />
    </Page>
  )
}
