import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import { decimalMoney, kes } from '#kernel/money.ts'
import {
  claimVatRelief,
  listInvoices,
  recoverDebt,
  RELIEF_GROUNDS,
  returnDeposit,
  undoAdjustment,
  useDeposit as spendDeposit,
  type Adjustment,
} from '#modules/billing/contract.ts'
import { AmountAndReason } from '#web/admin/billing/AmountAndReason.tsx'
import { NOTHING } from '#web/ui/form/AmountField.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

export type AdjustmentStep = 'use' | 'return' | 'recover' | 'relieve' | 'undo'

type Props = { one: Adjustment; onClose: () => void }

/** What comes of something that was booked by hand: the rest of a deposit, a debt that is paid, an error that is undone. */
export function AdjustmentForm({
  step,
  subscriberId,
  ...props
}: Props & { step: AdjustmentStep; subscriberId: string }) {
  if (step === 'use') return <UseDeposit {...props} subscriberId={subscriberId} />
  if (step === 'undo') return <Undo {...props} />
  if (step === 'relieve') return <Relieve {...props} />
  return <Amount {...props} step={step} />
}

const REFRESH = ['billing', 'documents', 'ledger', 'services']

function useOnDone(onClose: () => void) {
  const t = useText()
  return () => {
    toast.good(t('billing.byHand.booked'))
    onClose()
  }
}

function Amount({ one, step, onClose }: Props & { step: 'return' | 'recover' }) {
  const t = useText()
  const endpoint = step === 'return' ? returnDeposit : recoverDebt
  const [id] = useState(randomId)
  const form = useContractForm<typeof returnDeposit | typeof recoverDebt>(endpoint, {
    defaults: { adjustmentId: one.id, id, amount: one.left ?? NOTHING, reason: '' },
    refresh: REFRESH,
    onDone: useOnDone(onClose),
  })
  const title = t(`billing.byHand.steps.${step}`)
  return (
    <Dialog open onClose={onClose} title={title} hint={t(`billing.byHand.stepHints.${step}`)}>
      <Form form={form} submit={title} permission={endpoint} onCancel={onClose}>
        <AmountAndReason amount={form.field('amount')} reason={form.field('reason')} />
      </Form>
    </Dialog>
  )
}

function UseDeposit({ one, onClose, subscriberId }: Props & { subscriberId: string }) {
  const t = useText()
  const [id] = useState(randomId)
  const invoices = useCall(listInvoices, {
    ...{ subscriber: subscriberId, state: ['open', 'overdue'], sort: 'dueOn', limit: 100 },
  })
  const form = useContractForm(spendDeposit, {
    defaults: { adjustmentId: one.id, id, invoiceId: '', amount: NOTHING, reason: '' },
    refresh: REFRESH,
    onDone: useOnDone(onClose),
  })
  const title = t('billing.byHand.steps.use')
  const open = invoices.data?.items ?? []
  return (
    <Dialog open onClose={onClose} title={title}>
      <Form form={form} submit={title} permission={spendDeposit} onCancel={onClose}>
        <SelectField
          label={t('billing.byHand.invoice')}
          hint={open.length === 0 ? t('billing.byHand.noneOpen') : undefined}
          options={open.map((invoice) => ({
            value: invoice.id,
            label: `${invoice.code} · KES ${decimalMoney(kes(BigInt(invoice.open.cents)))}`,
          }))}
          {...form.field('invoiceId')}
          onChange={(invoiceId) => {
            const cents = BigInt(open.find((each) => each.id === invoiceId)?.open.cents ?? 0)
            const left = BigInt(one.left?.cents ?? 0)
            const amount = { ...NOTHING, cents: String(cents < left ? cents : left) }
            form.set({ invoiceId, amount })
          }}
        />
        <AmountAndReason amount={form.field('amount')} reason={form.field('reason')} />
      </Form>
    </Dialog>
  )
}

function Relieve({ one, onClose }: Props) {
  const t = useText()
  const [id] = useState(randomId)
  const form = useContractForm(claimVatRelief, {
    defaults: { adjustmentId: one.id, id, because: 'aged', reason: '' },
    refresh: REFRESH,
    onDone: useOnDone(onClose),
  })
  const title = t('billing.byHand.steps.relieve')
  return (
    <Dialog open onClose={onClose} title={title} hint={t('billing.byHand.stepHints.relieve')}>
      <Form form={form} submit={title} permission={claimVatRelief} onCancel={onClose}>
        <SelectField
          label={t('billing.byHand.because')}
          options={RELIEF_GROUNDS.map((value) => ({
            value,
            label: t(`billing.byHand.grounds.${value}`),
          }))}
          {...form.field('because')}
        />
        <TextField label={t('billing.byHand.proof')} {...form.field('reason')} />
      </Form>
    </Dialog>
  )
}

function Undo({ one, onClose }: Props) {
  const t = useText()
  const form = useContractForm(undoAdjustment, {
    defaults: { adjustmentId: one.id, reason: '' },
    refresh: REFRESH,
    onDone: useOnDone(onClose),
  })
  const title = t('billing.byHand.steps.undo')
  return (
    <Dialog open onClose={onClose} title={title} hint={t('billing.byHand.stepHints.undo')}>
      <Form form={form} submit={title} permission={undoAdjustment} onCancel={onClose} danger>
        <TextField label={t('billing.byHand.reason')} {...form.field('reason')} />
      </Form>
    </Dialog>
  )
}
