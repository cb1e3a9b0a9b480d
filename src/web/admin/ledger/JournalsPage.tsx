import { BookOpenText, Download, PenLine } from 'lucide-react'
import { useState } from 'react'
import {
  exportJournals,
  listAccounts,
  listJournals,
  postByHand,
  type JournalRow,
} from '#modules/ledger/contract.ts'
import { ByHand } from '#web/admin/ledger/ByHand.tsx'
import { Export } from '#web/admin/ledger/Export.tsx'
import { LedgerPage } from '#web/admin/ledger/LedgerPage.tsx'
import { useAccountName } from '#web/admin/ledger/use-account-name.ts'
import { JOURNAL_KINDS, useJournalKind } from '#web/admin/ledger/use-journal-kind.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useGo } from '#web/ui/Link.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column, TableFilter } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { useOpened } from '#web/ui/use-opened.ts'
import { DateTime, Money } from '#web/ui/values.tsx'

/** Every movement of money, the latest first. */
export function JournalsPage() {
  const t = useText()
  const go = useGo()
  const mayNot = useMayNot()
  const list = useList(listJournals, {
    filters: ['kind', 'account', 'only', 'party', 'subject', 'from', 'to'],
  })
  const [isExporting, setExporting] = useState(false)
  const [isBooking, setBooking] = useOpened('by-hand')
  return (
    <LedgerPage
      here={paths.ledger('journals')}
      actions={
        <>
          <Button
            icon={<Download />}
            onClick={() => setExporting(true)}
            disabledBecause={mayNot(exportJournals)}
          >
            {t('ledger.export.title')}
          </Button>
          <Button
            look="primary"
            icon={<PenLine />}
            onClick={() => setBooking(true)}
            disabledBecause={mayNot(postByHand)}
          >
            {t('ledger.byHand.title')}
          </Button>
        </>
      }
    >
      <DataTable
        name="journals"
        label={t('ledger.journals.title')}
        list={list}
        columns={useColumns()}
        rowKey={(journal) => journal.id}
        rowName={(journal) => t('ledger.journals.one', { number: journal.number })}
        rowLink={(journal) => paths.journal(journal.id)}
        filters={useFilters()}
        searchIn={t('ledger.journals.searchIn')}
        empty={
          <EmptyState icon={BookOpenText} title={t('ledger.journals.empty')}>
            {t('ledger.journals.emptyHint')}
          </EmptyState>
        }
      />
      {isExporting && <Export onClose={() => setExporting(false)} />}
      {isBooking && (
        <ByHand
          onClose={() => setBooking(false)}
          onDone={(journal) => {
            setBooking(false)
            go(paths.journal(journal.id))
          }}
        />
      )}
    </LedgerPage>
  )
}

function useFilters(): TableFilter[] {
  const t = useText()
  const nameOf = useAccountName()
  const kindOf = useJournalKind()
  const accounts = useCall(listAccounts, {})
  return [
    {
      id: 'account',
      label: t('ledger.journals.account'),
      single: true,
      options: (accounts.data?.accounts ?? []).map((account) => ({
        value: String(account.code),
        label: `${account.code} ${nameOf(account)}`,
      })),
    },
    {
      id: 'kind',
      label: t('ledger.journals.kind'),
      options: JOURNAL_KINDS.map((kind) => ({ value: kind, label: kindOf(kind) })),
    },
    {
      id: 'only',
      label: t('ledger.journals.only'),
      single: true,
      options: (['all', 'reversals', 'reversed', 'by-hand'] as const).map((only) => ({
        value: only,
        label: t(`ledger.journals.onlyThese.${only}`),
      })),
    },
  ]
}

function useColumns(): Column<JournalRow>[] {
  const t = useText()
  const kindOf = useJournalKind()
  return [
    {
      id: 'number',
      header: t('ledger.journals.number'),
      sort: 'number',
      cell: (journal) => <span className="tnum">{journal.number}</span>,
    },
    {
      id: 'bookedAt',
      header: t('ledger.journals.bookedAt'),
      sort: 'bookedAt',
      cell: (journal) => <DateTime at={journal.bookedAt} />,
    },
    {
      id: 'kind',
      header: t('ledger.journals.kind'),
      cell: (journal) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          {kindOf(journal.kind)}
          {journal.reverses !== null && <Badge tone="warn">{t('ledger.journals.reversal')}</Badge>}
          {journal.reversedBy !== null && <Badge>{t('ledger.journals.reversed')}</Badge>}
        </span>
      ),
    },
    { id: 'memo', header: t('ledger.journals.memo'), cell: (journal) => journal.memo ?? '–' },
    {
      id: 'onAccount',
      header: t('ledger.journals.onAccount'),
      align: 'end',
      cell: (journal) => (journal.onAccount ? <Money of={journal.onAccount} signed /> : '–'),
      hidden: true,
    },
    {
      id: 'amount',
      header: t('ledger.journals.amount'),
      align: 'end',
      cell: (journal) => <Money of={journal.amount} />,
    },
  ]
}
