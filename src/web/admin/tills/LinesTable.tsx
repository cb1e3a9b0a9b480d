import type { MoneyOnWire } from '#kernel/money.ts'
import type { DrawerLine } from '#modules/tills/contract.ts'
import { SumTable } from '#web/admin/ledger/SumTable.tsx'
import { useJournalKind } from '#web/admin/ledger/use-journal-kind.ts'
import { useText } from '#web/i18n/index.ts'
import { Money } from '#web/ui/values.tsx'

/** What came in and went out by its kind. */
export function LinesTable({ lines, total }: { lines: readonly DrawerLine[]; total: MoneyOnWire }) {
  const t = useText()
  const kindOf = useJournalKind()
  if (lines.length === 0) return <p className="text-soft">{t('tills.noLines')}</p>
  return (
    <SumTable
      label={t('tills.lines')}
      rows={lines}
      rowKey={({ kind }) => kind}
      columns={[
        {
          ...{ id: 'kind', header: t('tills.what'), total: t('tills.expected') },
          cell: ({ kind }) => kindOf(kind),
        },
        {
          ...{ id: 'postings', align: 'end', header: t('tills.times') },
          cell: ({ postings }) => postings,
        },
        {
          ...{ id: 'amount', align: 'end', header: t('tills.amount') },
          cell: ({ amount }) => <Money of={amount} signed />,
          total: <Money of={total} />,
        },
      ]}
    />
  )
}
