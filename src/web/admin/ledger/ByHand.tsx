import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import { kes } from '#kernel/money.ts'
import { listAccounts, postByHand, type Journal } from '#modules/ledger/contract.ts'
import { useAccountName } from '#web/admin/ledger/use-account-name.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { AmountField, NOTHING } from '#web/ui/form/AmountField.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { toast } from '#web/ui/toast.ts'
import { Money } from '#web/ui/values.tsx'
import { useToday } from '#web/ui/zone.ts'

type Props = { onClose: () => void; onDone: (journal: Journal) => void }

const empty = (side: 'debit' | 'credit') => ({ account: Number.NaN, side, amount: NOTHING })

/** Books what no room does: bank charges, a transfer from the paybill to the bank, a correction. */
export function ByHand({ onClose, onDone }: Props) {
  const t = useText()
  const today = useToday()
  const [id] = useState(randomId)
  const form = useContractForm(postByHand, {
    defaults: {
      id,
      bookedOn: today.toString(),
      memo: '',
      postings: [empty('debit'), empty('credit')],
    },
    onDone: (journal) => {
      toast.good(t('ledger.byHand.done', { number: journal.number }))
      onDone(journal)
    },
  })
  const { postings } = form.values
  const difference = postings.reduce(
    (sum, { side, amount }) =>
      sum +
      (/^\d+$/.test(amount.cents) ? BigInt(amount.cents) : 0n) * (side === 'debit' ? 1n : -1n),
    0n,
  )
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('ledger.byHand.title')}
      hint={t('ledger.byHand.hint')}
      size="lg"
    >
      <Form form={form} submit={t('ledger.byHand.book')} permission={postByHand} onCancel={onClose}>
        <div className="grid gap-5 sm:grid-cols-[14rem_1fr]">
          <DateField
            label={t('ledger.byHand.day')}
            max={today.toString()}
            {...form.field('bookedOn')}
          />
          <TextField
            label={t('ledger.journals.memo')}
            hint={t('ledger.byHand.memoHint')}
            autoFocus
            {...form.field('memo')}
          />
        </div>
        <div className="grid gap-4">
          {postings.map((_, place) => (
            // A line has no name of its own; its place is what it is.
            <Line key={place} form={form} place={place} />
          ))}
        </div>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <Button
            size="sm"
            icon={<Plus />}
            onClick={() => form.set({ postings: [...postings, empty('credit')] })}
          >
            {t('ledger.byHand.addLine')}
          </Button>
          <p role="status" className={difference === 0n ? 'text-soft' : 'text-bad-text'}>
            {difference === 0n ? (
              t('ledger.byHand.balances')
            ) : (
              <>
                {t('ledger.byHand.differs')} <Money of={kes(difference)} />
              </>
            )}
          </p>
        </div>
      </Form>
    </Dialog>
  )
}

type ByHandForm = ReturnType<typeof useContractForm<typeof postByHand>>

function Line({ form, place }: { form: ByHandForm; place: number }) {
  const t = useText()
  const nameOf = useAccountName()
  const accounts = useCall(listAccounts, {})
  const { postings } = form.values
  const account = form.field(`postings.${place}.account`)
  const amount = form.field(`postings.${place}.amount`)
  return (
    <fieldset className="grid items-start gap-3 rounded-lg border p-3 sm:grid-cols-[1fr_9rem_11rem_auto]">
      <legend className="sr-only">{t('ledger.byHand.line', { place: place + 1 })}</legend>
      <Combobox
        label={t('ledger.journals.account')}
        options={(accounts.data?.accounts ?? [])
          .filter((one) => one.partyKind === null && one.archivedAt === null)
          .map((one) => ({ value: String(one.code), label: `${one.code} ${nameOf(one)}` }))}
        {...account}
        value={Number.isNaN(account.value) ? '' : String(account.value)}
        onChange={(code) => account.onChange(Number(code))}
      />
      <SelectField
        label={t('ledger.byHand.side')}
        options={[
          { value: 'debit', label: t('ledger.balance.debit') },
          { value: 'credit', label: t('ledger.balance.credit') },
        ]}
        {...form.field(`postings.${place}.side`)}
      />
      <AmountField label={t('ledger.journals.amount')} {...amount} />
      <IconButton
        className="sm:mt-6"
        label={t('ledger.byHand.removeLine', { place: place + 1 })}
        disabledBecause={postings.length <= 2 && t('ledger.byHand.twoLines')}
        onClick={() => form.set({ postings: postings.filter((_, other) => other !== place) })}
      >
        <Trash2 />
      </IconButton>
    </fieldset>
  )
}
