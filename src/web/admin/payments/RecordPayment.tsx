import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { RAILS, recordPayment, type Payment } from '#modules/payments/contract.ts'
import { formatNumber, type Subscriber } from '#modules/subscribers/contract.ts'
import { SubscriberField } from '#web/admin/payments/SubscriberField.tsx'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { MoneyField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'
import { useToday } from '#web/ui/zone.ts'

const NOTHING = moneyToWire(kes(0n))

/** Books money that somebody took at the counter, or saw on a slip. */
export function RecordPayment({
  owner: known,
  onClose,
  onDone,
}: {
  /** Whose it is, where one comes from their page. */
  owner?: Pick<Subscriber, 'id' | 'number' | 'name'>
  onClose: () => void
  onDone: (payment: Payment) => void
}) {
  const t = useText()
  const today = useToday().toString()
  const [id] = useState(randomId)
  const form = useContractForm(recordPayment, {
    defaults: {
      ...{ id, subscriberId: known?.id ?? null, rail: 'cash', receipt: null },
      ...{ amount: NOTHING, paidOn: today, note: null },
    },
    refresh: ['payments', 'ledger', 'tills', 'billing', 'services'],
    onDone: (payment) => {
      toast.good(t('payments.record.done', { number: payment.number }))
      onDone(payment)
    },
  })
  const amount = form.field('amount')
  const owner = form.field('subscriberId')
  return (
    <Dialog open onClose={onClose} title={t('payments.record.title')} shape="side">
      <Form
        form={form}
        submit={t('payments.record.book')}
        permission={recordPayment}
        onCancel={onClose}
      >
        <SubscriberField
          label={t('payments.owner')}
          hint={t('payments.record.ownerHint')}
          optional
          known={
            known ? [{ value: known.id, label: `${formatNumber(known.number)} ${known.name}` }] : []
          }
          error={owner.error}
          value={owner.value ?? ''}
          onChange={owner.onChange}
        />
        <SelectField
          label={t('payments.rail')}
          options={RAILS.map((rail) => ({ value: rail, label: t(`payments.rails.${rail}`) }))}
          {...form.field('rail')}
        />
        {form.values.rail !== 'cash' && (
          <TextField
            label={t('payments.receipt')}
            hint={t('payments.record.receiptHint')}
            autoCapitalize="characters"
            spellCheck={false}
            {...form.textOrNull('receipt')}
            optional={false}
          />
        )}
        <MoneyField
          label={t('payments.amount')}
          {...amount}
          value={amount.value === NOTHING ? null : amount.value}
          onChange={(typed) => amount.onChange(typed ?? NOTHING)}
        />
        <DateField label={t('payments.record.paidOn')} max={today} {...form.field('paidOn')} />
        <TextField label={t('payments.note')} {...form.textOrNull('note')} />
      </Form>
    </Dialog>
  )
}
