import { FileUp, Landmark } from 'lucide-react'
import { useState } from 'react'
import {
  importStatement,
  listAccounts,
  listLines,
  listTransfers,
  WHATS,
  type BankLine,
} from '#modules/banking/contract.ts'
import { BankPage } from '#web/admin/banking/BankPage.tsx'
import { OwnMoney } from '#web/admin/banking/OwnMoney.tsx'
import { WentOut } from '#web/admin/banking/WentOut.tsx'
import { BookLine } from '#web/admin/banking/BookLine.tsx'
import { ImportStatement } from '#web/admin/banking/ImportStatement.tsx'
import { OwnerName } from '#web/admin/payments/columns.tsx'
import { STATE_TONES } from '#web/admin/payments/words.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Link } from '#web/ui/Link.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { useOpened } from '#web/ui/use-opened.ts'
import { Day, Money } from '#web/ui/values.tsx'

/** What our banks say, line by line, and the payments that it became. */
export function LinesPage() {
  const t = useText()
  const mayNot = useMayNot()
  const known = useCall(listAccounts, {}).data?.accounts
  const accounts = known ?? []
  const list = useList(listLines, { filters: ['account', 'what'] })
  const [booking, setBooking] = useState<BankLine>()
  const [asked, setAsked] = useState<BankLine>()
  const onItsWay = useCall(listTransfers, { state: ['on-its-way', 'late'], limit: 1 })
  const mayBeOurs = (onItsWay.data?.items.length ?? 0) > 0
  const columns = useColumns({ onOther: setBooking, onOwn: setAsked, mayBeOurs })
  const [isImporting, setImporting] = useOpened('new')
  const add = (
    <Button
      look="primary"
      icon={<FileUp />}
      onClick={() => setImporting(true)}
      disabledBecause={mayNot(importStatement)}
    >
      {t('banking.import.title')}
    </Button>
  )
  return (
    <BankPage here={paths.bank()} actions={add}>
      <DataTable
        name="bank-lines"
        label={t('banking.lines')}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        rowName={(row) => row.reference ?? row.words}
        filters={[
          {
            id: 'account',
            label: t('banking.account'),
            options: accounts.map(({ id, name }) => ({ value: id, label: name })),
          },
          {
            id: 'what',
            label: t('banking.what'),
            options: WHATS.map((value) => ({ value, label: t(`banking.whats.${value}`) })),
          },
        ]}
        searchIn={t('banking.reference')}
        empty={
          <EmptyState icon={Landmark} title={t('banking.empty')} action={add}>
            {t('banking.emptyHint')}
          </EmptyState>
        }
      />
      {isImporting && known && (
        <ImportStatement accounts={accounts} onClose={() => setImporting(false)} />
      )}
      {asked && <OwnMoney line={asked} onClose={() => setAsked(undefined)} />}
      {booking && <BookLine line={booking} onClose={() => setBooking(undefined)} />}
    </BankPage>
  )
}

type Became = {
  onOther: (line: BankLine) => void
  onOwn: (line: BankLine) => void
  /** Something is on its way to the bank, so a payment of nobody may be it. */
  mayBeOurs: boolean
}

function useColumns(ways: Became): Column<BankLine>[] {
  const t = useText()
  return [
    {
      ...{ id: 'day', header: t('banking.day'), sort: 'day' },
      cell: ({ day }) => <Day on={day} />,
    },
    {
      ...{ id: 'words', header: t('banking.words') },
      cell: ({ words, payer }) => [payer, words].filter(Boolean).join(' · '),
    },
    { ...{ id: 'reference', header: t('banking.reference') }, cell: ({ reference }) => reference },
    {
      ...{ id: 'amount', header: t('banking.amount'), align: 'end' },
      cell: ({ amount }) => <Money of={amount} signed />,
    },
    {
      ...{ id: 'payment', header: t('banking.payment') },
      cell: (line) => <Became line={line} {...ways} />,
    },
    {
      ...{ id: 'owner', header: t('payments.owner') },
      cell: ({ payment }) => payment && <OwnerName of={payment.owner} />,
    },
  ]
}

function Became({ line, onOther, onOwn, mayBeOurs }: Became & { line: BankLine }) {
  const t = useText()
  const own = (look: 'quiet' | undefined, label: string) => (
    <Button size="sm" {...(look && { look })} onClick={() => onOwn(line)}>
      {label}
    </Button>
  )
  if (line.arrival) return own('quiet', t('banking.whats.arrived'))
  if (!line.payment && Number(line.amount.cents) > 0)
    return own(undefined, t('banking.whats.perhaps'))
  if (!line.payment) return <WentOut line={line} onOther={() => onOther(line)} />
  const { id, state } = line.payment
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Link to={paths.payment(id)}>
        <Badge tone={STATE_TONES[state]}>{t(`banking.whats.${state}`)}</Badge>
      </Link>
      {state === 'suspense' && mayBeOurs && own('quiet', t('banking.own.ours'))}
    </span>
  )
}
