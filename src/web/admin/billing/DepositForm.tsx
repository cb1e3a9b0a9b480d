import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import { takeDeposit } from '#modules/billing/contract.ts'
import { RAILS, recordPayment, type Rail } from '#modules/payments/contract.ts'
import { AmountAndReason } from '#web/admin/billing/AmountAndReason.tsx'
import { NOTHING } from '#web/ui/form/AmountField.tsx'
import { useText } from '#web/i18n/index.ts'
import { useCan } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'
import { useToday } from '#web/ui/zone.ts'

/** Holds a deposit: out of the wallet, or handed over now. */
export function DepositForm({
  subscriberId,
  onClose,
}: {
  subscriberId: string
  onClose: () => void
}) {
  const t = useText()
  const can = useCan()
  const today = useToday().toString()
  const [id] = useState(randomId)
  const form = useContractForm(takeDeposit, {
    defaults: { subscriberId, id, amount: NOTHING, reason: '', payment: null },
    refresh: ['billing', 'payments', 'ledger'],
    onDone: () => {
      toast.good(t('billing.byHand.booked'))
      onClose()
    },
  })
  const { payment } = form.values
  const rails = can(recordPayment) ? RAILS : []
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('billing.byHand.deposit')}
      hint={t('billing.byHand.depositHint')}
    >
      <Form
        form={form}
        submit={t('billing.byHand.deposit')}
        permission={takeDeposit}
        onCancel={onClose}
      >
        <SelectField<Rail | 'wallet'>
          label={t('billing.byHand.from')}
          options={[
            { value: 'wallet', label: t('billing.byHand.outOfWallet') },
            ...rails.map((rail) => ({ value: rail, label: t(`payments.rails.${rail}`) })),
          ]}
          value={payment?.rail ?? 'wallet'}
          onChange={(from) =>
            form.set({
              payment: from === 'wallet' ? null : { rail: from, receipt: null, paidOn: today },
            })
          }
        />
        {payment && payment.rail !== 'cash' && (
          <TextField
            label={t('payments.receipt')}
            autoCapitalize="characters"
            spellCheck={false}
            value={payment.receipt ?? ''}
            error={form.issueAt('payment.receipt')}
            onChange={(receipt) => form.set({ payment: { ...payment, receipt } })}
          />
        )}
        <AmountAndReason amount={form.field('amount')} reason={form.field('reason')} />
      </Form>
    </Dialog>
  )
}
