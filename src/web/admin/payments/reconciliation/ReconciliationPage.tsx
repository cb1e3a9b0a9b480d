import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { importMpesaStatement, readDays, type Days } from '#modules/payments/contract.ts'
import { useAccountName } from '#web/admin/ledger/use-account-name.ts'
import { MoneyInPage } from '#web/admin/payments/MoneyInPage.tsx'
import { BalancesCard } from '#web/admin/payments/reconciliation/BalancesCard.tsx'
import { DaysTable } from '#web/admin/payments/reconciliation/DaysTable.tsx'
import { DifferencesTable } from '#web/admin/payments/reconciliation/DifferencesTable.tsx'
import { ImportStatement } from '#web/admin/payments/reconciliation/ImportStatement.tsx'
import { QuietHours } from '#web/admin/payments/reconciliation/QuietHours.tsx'
import { StatementsTable } from '#web/admin/payments/reconciliation/StatementsTable.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { Loaded } from '#web/ui/Problem.tsx'

/** The paybill, where a new ISP begins. */
const FIRST_ACCOUNT = 1010

/** Whether providers, callbacks and books say the same: day by day, what differs, and the files that prove it. */
export function ReconciliationPage() {
  const t = useText()
  const [isImporting, setImporting] = useState(false)
  const [account, setAccount] = useState(FIRST_ACCOUNT)
  const days = useCall(readDays, { account })
  return (
    <MoneyInPage
      here={paths.payments('reconciliation')}
      actions={
        <Button
          look="primary"
          icon={<FileUp />}
          onClick={() => setImporting(true)}
          disabledBecause={useMayNot()(importMpesaStatement)}
        >
          {t('payments.statements.import')}
        </Button>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
        <QuietHours />
        <BalancesCard />
        <Loaded of={days}>
          {(loaded) => (
            <section className="grid grid-cols-[minmax(0,1fr)] gap-4">
              <Accounts of={loaded} {...{ account, setAccount }} />
              <DaysTable account={account} days={loaded.days} />
            </section>
          )}
        </Loaded>
        <DifferencesTable />
        <StatementsTable />
      </div>
      {isImporting && <ImportStatement onClose={() => setImporting(false)} />}
    </MoneyInPage>
  )
}

function Accounts({
  of: { accounts },
  account,
  setAccount,
}: {
  of: Days
  account: number
  setAccount: (code: number) => void
}) {
  const t = useText()
  const accountName = useAccountName()
  if (accounts.length < 2) return null
  return (
    <div className="max-w-xs">
      <SelectField
        label={t('payments.statements.account')}
        name="account"
        error={undefined}
        value={String(account)}
        onChange={(code) => setAccount(Number(code))}
        options={accounts.map((one) => ({
          value: String(one.code),
          label: `${one.code} ${accountName(one)}`,
        }))}
      />
    </div>
  )
}
