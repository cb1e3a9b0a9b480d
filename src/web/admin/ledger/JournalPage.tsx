import { useParams } from '@tanstack/react-router'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { BY_HAND, readJournal, reverseByHand, type Journal } from '#modules/ledger/contract.ts'
import { SumTable } from '#web/admin/ledger/SumTable.tsx'
import { useAccountName } from '#web/admin/ledger/use-account-name.ts'
import { useJournalKind } from '#web/admin/ledger/use-journal-kind.ts'
import { useActorName } from '#web/admin/audit/use-actor-name.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Facts, type Fact } from '#web/ui/Facts.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Link, useGo } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { DateTime, Day, Money } from '#web/ui/values.tsx'

export function JournalPage() {
  const { journalId = '' } = useParams({ strict: false })
  const journal = useCall(readJournal, { journalId })
  return (
    <Loaded of={journal} skeleton={<PageSkeleton />}>
      {(loaded) => <OneJournal key={loaded.id} journal={loaded} />}
    </Loaded>
  )
}

/** One movement of money: what moved, where it came from, and what proves it. */
function OneJournal({ journal }: { journal: Journal }) {
  const t = useText()
  const go = useGo()
  const kindOf = useJournalKind()
  const refused = useMayNot()(reverseByHand)
  const [isUndoing, setUndoing] = useState(false)
  const because =
    refused ||
    (journal.reverses !== null && t('ledger.journals.isReversal')) ||
    (journal.reversedBy !== null && t('ledger.journals.isReversed'))
  return (
    <Page
      title={t('ledger.journals.one', { number: journal.number })}
      mark={
        <>
          {journal.reverses !== null && <Badge tone="warn">{t('ledger.journals.reversal')}</Badge>}
          {journal.reversedBy !== null && <Badge>{t('ledger.journals.reversed')}</Badge>}
        </>
      }
      lead={kindOf(journal.kind)}
      crumbs={[
        { label: t('ledger.title'), to: paths.ledger() },
        { label: t('ledger.journals.title'), to: paths.ledger('journals') },
      ]}
      actions={
        journal.kind === BY_HAND && (
          <Button
            look="danger-quiet"
            icon={<Undo2 />}
            onClick={() => setUndoing(true)}
            disabledBecause={because}
          >
            {t('ledger.journals.undo')}
          </Button>
        )
      }
    >
      <div className="grid gap-6">
        <Postings journal={journal} />
        <Card title={t('ledger.journals.origin')} hint={t('ledger.journals.originHint')}>
          <Facts facts={useOrigin(journal)} />
        </Card>
      </div>
      {isUndoing && (
        <Undo
          journalId={journal.id}
          onClose={() => setUndoing(false)}
          onDone={(undone) => go(paths.journal(undone.id))}
        />
      )}
    </Page>
  )
}

function Postings({ journal }: { journal: Journal }) {
  const t = useText()
  const nameOf = useAccountName()
  type Row = Journal['postings'][number]
  const side = (row: Row) => (BigInt(row.amount.cents) > 0n ? 'debit' : 'credit')
  const amount = (row: Row, of: 'debit' | 'credit') =>
    side(row) === of && <Money of={{ ...row.amount, cents: row.amount.cents.replace('-', '') }} />
  return (
    <SumTable
      label={t('ledger.journals.postings')}
      rows={journal.postings}
      rowKey={(row) => `${row.account.code} ${row.party} ${row.amount.cents}`}
      columns={[
        {
          id: 'account',
          header: t('ledger.journals.account'),
          total: t('ledger.balance.total'),
          cell: (row) => (
            <Link to={`${paths.ledger('journals')}?account=${row.account.code}`}>
              <span className="tnum">{row.account.code}</span> {nameOf(row.account)}
            </Link>
          ),
        },
        {
          id: 'party',
          header: t('ledger.journals.party'),
          wide: true,
          cell: (row) =>
            row.party === null || row.partyKind === null ? (
              <span className="text-soft">–</span>
            ) : (
              <Link to={`${paths.ledger('journals')}?party=${row.party}`}>
                {t('ledger.journals.partyMoves')}
              </Link>
            ),
        },
        {
          id: 'debit',
          header: t('ledger.balance.debit'),
          align: 'end',
          cell: (row) => amount(row, 'debit'),
          total: <Money of={journal.amount} />,
        },
        {
          id: 'credit',
          header: t('ledger.balance.credit'),
          align: 'end',
          cell: (row) => amount(row, 'credit'),
          total: <Money of={journal.amount} />,
        },
      ]}
    />
  )
}

function useOrigin(journal: Journal): Fact[] {
  const t = useText()
  const actorName = useActorName()
  const { subject } = journal
  const isPayment = subject?.kind === 'payments.payment'
  return [
    { label: t('ledger.journals.memo'), value: journal.memo ?? '–' },
    {
      label: t('ledger.journals.subject'),
      value:
        subject === null ? (
          '–'
        ) : (
          <Link
            to={
              isPayment
                ? paths.payment(subject.id)
                : `${paths.ledger('journals')}?subject=${subject.id}`
            }
          >
            {isPayment ? t('ledger.journals.toPayment') : t('ledger.journals.sameSubject')}
          </Link>
        ),
    },
    { label: t('ledger.journals.bookedAt'), value: <DateTime at={journal.bookedAt} /> },
    { label: t('ledger.journals.bookedOn'), value: <Day on={journal.bookedOn} /> },
    { label: t('ledger.journals.recordedAt'), value: <DateTime at={journal.recordedAt} /> },
    {
      label: t('ledger.journals.by'),
      value: actorName({ actorKind: journal.by.kind, actorId: journal.by.id }),
    },
    ...(journal.reverses === null
      ? []
      : [
          {
            label: t('ledger.journals.reverses'),
            value: (
              <Link to={paths.journal(journal.reverses)}>{t('ledger.journals.undoneOne')}</Link>
            ),
          },
        ]),
    ...(journal.reversedBy === null
      ? []
      : [
          {
            label: t('ledger.journals.reversedBy'),
            value: (
              <Link to={paths.journal(journal.reversedBy)}>{t('ledger.journals.undoingOne')}</Link>
            ),
          },
        ]),
    {
      label: t('ledger.journals.seal'),
      value:
        journal.seal === null ? (
          t('ledger.journals.notSealed')
        ) : (
          <Link to={paths.ledger('seals')}>
            {t('ledger.journals.sealed', { number: journal.seal.number })}
          </Link>
        ),
    },
    { label: t('ledger.journals.key'), value: journal.key, copy: journal.key },
  ]
}

function Undo({
  journalId,
  onClose,
  onDone,
}: {
  journalId: string
  onClose: () => void
  onDone: (undone: Journal) => void
}) {
  const t = useText()
  const form = useContractForm(reverseByHand, {
    defaults: { journalId, reason: '' },
    onDone,
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('ledger.journals.undo')}
      hint={t('ledger.journals.undoHint')}
      size="sm"
    >
      <Form form={form} submit={t('ledger.journals.undo')} danger onCancel={onClose}>
        <TextField label={t('ledger.reason')} autoFocus {...form.field('reason')} />
      </Form>
    </Dialog>
  )
}
