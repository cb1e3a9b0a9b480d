import { Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import {
  ACCOUNT_KINDS,
  addAccount,
  changeAccount,
  listAccounts,
  type Account,
} from '#modules/ledger/contract.ts'
import { ChangeAccount, NewAccount } from '#web/admin/ledger/AccountForms.tsx'
import { LedgerPage } from '#web/admin/ledger/LedgerPage.tsx'
import { SumTable } from '#web/admin/ledger/SumTable.tsx'
import { useAccountName } from '#web/admin/ledger/use-account-name.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Link } from '#web/ui/Link.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { Money } from '#web/ui/values.tsx'

/** The chart of accounts, and what each account holds now. */
export function AccountsPage() {
  const t = useText()
  const mayNot = useMayNot()
  const accounts = useCall(listAccounts, {})
  const [open, setOpen] = useState<'new' | Account>()
  const close = () => setOpen(undefined)
  return (
    <LedgerPage
      here={paths.ledger()}
      actions={
        <Button
          look="primary"
          icon={<Plus />}
          onClick={() => setOpen('new')}
          disabledBecause={mayNot(addAccount)}
        >
          {t('ledger.accounts.add')}
        </Button>
      }
    >
      <Loaded of={accounts} skeleton={<PageSkeleton />}>
        {(loaded) => (
          <div className="grid gap-7">
            {ACCOUNT_KINDS.map((kind) => (
              <section key={kind}>
                <h2 className="mb-2 text-lg font-semibold">{t(`ledger.kind.${kind}`)}</h2>
                <Kind
                  label={t(`ledger.kind.${kind}`)}
                  accounts={loaded.accounts.filter((account) => account.kind === kind)}
                  onChange={setOpen}
                />
              </section>
            ))}
          </div>
        )}
      </Loaded>
      {open === 'new' && <NewAccount onClose={close} />}
      {open !== undefined && open !== 'new' && <ChangeAccount account={open} onClose={close} />}
    </LedgerPage>
  )
}

function Kind({
  label,
  accounts,
  onChange,
}: {
  label: string
  accounts: readonly Account[]
  onChange: (account: Account) => void
}) {
  const t = useText()
  const mayNot = useMayNot()
  const nameOf = useAccountName()
  return (
    <SumTable
      label={label}
      rows={accounts}
      rowKey={(account) => account.code}
      columns={[
        {
          id: 'code',
          header: t('ledger.accounts.code'),
          cell: (account) => <span className="tnum">{account.code}</span>,
        },
        {
          id: 'name',
          header: t('ledger.accounts.name'),
          cell: (account) => (
            <span className="inline-flex flex-wrap items-center gap-2">
              <Link to={`${paths.ledger('journals')}?account=${account.code}`}>
                {nameOf(account)}
              </Link>
              {account.archivedAt !== null && <Badge>{t('ledger.accounts.archived')}</Badge>}
            </span>
          ),
        },
        {
          id: 'export',
          header: t('ledger.accounts.exportName'),
          wide: true,
          cell: (account) => account.exportName ?? <span className="text-soft">–</span>,
        },
        {
          id: 'parties',
          header: t('ledger.accounts.parties'),
          wide: true,
          cell: (account) =>
            account.partyKind === null ? (
              <span className="text-soft">–</span>
            ) : (
              t(`ledger.party.${account.partyKind}`)
            ),
        },
        {
          id: 'balance',
          header: t('ledger.accounts.balance'),
          align: 'end',
          cell: (account) => <Money of={account.balance} />,
        },
        {
          id: 'change',
          header: '',
          align: 'end',
          wide: true,
          cell: (account) => (
            <IconButton
              label={t('ledger.accounts.changeOne', { name: nameOf(account) })}
              disabledBecause={mayNot(changeAccount)}
              onClick={() => onChange(account)}
            >
              <Pencil />
            </IconButton>
          ),
        },
      ]}
    />
  )
}
