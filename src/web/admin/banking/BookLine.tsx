import { BOOKED_AS, bookLine, type BankLine } from '#modules/banking/contract.ts'
import { CHART, listAccounts } from '#modules/ledger/contract.ts'
import { REFRESH } from '#web/admin/banking/WentOut.tsx'
import { useAccountName } from '#web/admin/ledger/use-account-name.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'

/** Says what money was that left the bank, where it was no fee. */
export function BookLine({ line, onClose }: { line: BankLine; onClose: () => void }) {
  const t = useText()
  const accountName = useAccountName()
  const accounts = useCall(listAccounts, {})
  const form = useContractForm(bookLine, {
    defaults: { lineId: line.id, as: 'account', account: null, receipt: null, note: null },
    refresh: REFRESH,
    onDone: onClose,
  })
  const account = form.field('account')
  return (
    <Dialog open onClose={onClose} title={t('banking.book.title')} hint={line.words} shape="side">
      <Form form={form} submit={t('banking.book.submit')} onCancel={onClose}>
        <RadioCards
          label={t('banking.book.what')}
          options={BOOKED_AS.map((as) => ({
            value: as,
            label: t(`banking.book.as.${as}`),
            hint: t(`banking.book.hints.${as}`),
          }))}
          {...form.field('as')}
        />
        {form.values.as === 'account' && (
          <Combobox
            label={t('banking.book.account')}
            options={(accounts.data?.accounts ?? [])
              .filter(
                ({ code, partyKind, archivedAt, kind }) =>
                  partyKind === null &&
                  code !== CHART.onWayToBank &&
                  archivedAt === null &&
                  (kind === 'asset' || kind === 'expense'),
              )
              .map((one) => ({
                value: String(one.code),
                label: `${one.code} ${accountName(one)}`,
              }))}
            {...account}
            value={account.value ? String(account.value) : ''}
            onChange={(code) => account.onChange(Number(code))}
          />
        )}
        {form.values.as === 'came-back' && (
          <TextField
            label={t('banking.book.receipt')}
            hint={t('banking.book.receiptHint')}
            {...form.textOrNull('receipt')}
          />
        )}
        <TextField label={t('payments.note')} {...form.textOrNull('note')} optional />
      </Form>
    </Dialog>
  )
}
