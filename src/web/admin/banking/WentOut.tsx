import { useState } from 'react'
import { BOOKED_AS, bookLine, type BankLine } from '#modules/banking/contract.ts'
import { listAccounts } from '#modules/ledger/contract.ts'
import { useAccountName } from '#web/admin/ledger/use-account-name.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Link } from '#web/ui/Link.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'

const REFRESH = ['banking', 'payments', 'ledger']

/** What money was that left the bank, or the buttons to say so: a fee by one click. */
export function WentOut({ line }: { line: BankLine }) {
  const t = useText()
  const mayNot = useMayNot()
  const [isOpen, setOpen] = useState(false)
  const book = useMutate(bookLine, { refresh: REFRESH })
  if (line.booked) return <Booked booked={line.booked} />
  const refused = mayNot(bookLine)
  return (
    <span className="flex flex-wrap gap-2">
      <Button
        size="sm"
        busy={book.isPending}
        disabledBecause={refused}
        onClick={() =>
          book.mutate(
            { lineId: line.id, as: 'fee' },
            { onError: (error) => toastProblem(error, t) },
          )
        }
      >
        {t('banking.book.as.fee')}
      </Button>
      <Button size="sm" look="quiet" disabledBecause={refused} onClick={() => setOpen(true)}>
        {t('banking.book.other')}
      </Button>
      {isOpen && <Book line={line} onClose={() => setOpen(false)} />}
    </span>
  )
}

function Booked({ booked }: { booked: NonNullable<BankLine['booked']> }) {
  const t = useText()
  const accountName = useAccountName()
  if (booked.paymentId !== null)
    return (
      <Link to={paths.payment(booked.paymentId)}>
        <Badge tone="neutral">{t('banking.book.as.came-back')}</Badge>
      </Link>
    )
  return booked.account && <Badge tone="good">{accountName(booked.account)}</Badge>
}

function Book({ line, onClose }: { line: BankLine; onClose: () => void }) {
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
                ({ partyKind, archivedAt, kind }) =>
                  partyKind === null &&
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
